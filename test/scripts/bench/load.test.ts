import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { describe, it } from "mocha";
import { isAnswer, requestsPerSecond } from "../../../scripts/bench/http/load.ts";

describe("an answer to the load of the HTTP benchmark", () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";

  it("is whole once all that its head promises is there", () => {
    expect(isAnswer(Buffer.from(head.slice(0, 20)))).to.equal(false);
    expect(isAnswer(Buffer.from(`${head}ab`))).to.equal(false);
    expect(isAnswer(Buffer.from(`${head}abc`))).to.equal(true);
  });

  it("is refused when the server has refused", () => {
    const refusal = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";
    expect(() => isAnswer(Buffer.from(refusal))).to.throw(
      "the server answers HTTP/1.1 429 Too Many Requests, or without a length",
    );
  });
});

describe("the load of the HTTP benchmark", () => {
  it("counts as many requests as the server answers", async () => {
    let answered = 0;
    const server = createServer((_, response) => {
      answered += 1;
      response.end("answer");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const start = performance.now();
    const rate = await requestsPerSecond(url, ["/a", "/b"], 0.2);
    const seconds = (performance.now() - start) / 1_000;
    server.close();
    expect(answered).to.be.greaterThan(0);
    // The load itself took no less than it was told to, and no more than all of this.
    expect(Math.floor(rate * 0.2)).to.be.at.most(answered);
    expect(Math.ceil(rate * seconds)).to.be.at.least(answered);
  });
});
