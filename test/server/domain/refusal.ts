import { expect } from "chai";
import { InvalidInput } from "../../../server/domain/errors.ts";

/** Expects the call to be refused as bad input, with this code and a message that holds these words. */
export function expectRefusal(call: () => unknown, code: string, words: string | RegExp = ""): void {
  try {
    call();
  } catch (error) {
    expect(error).to.be.instanceOf(InvalidInput);
    const refusal = error as InvalidInput;
    expect(refusal.code).to.equal(code);
    if (typeof words === "string") expect(refusal.message).to.contain(words);
    else expect(refusal.message).to.match(words);
    return;
  }
  expect.fail(`was not refused, though "${code}" was expected`);
}
