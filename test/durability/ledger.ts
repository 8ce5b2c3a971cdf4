import { expect } from "chai";
import { eachOf } from "../../server/content/each-of.ts";
import { WorkRegistry__factory } from "../../typechain-types/index.ts";
import { apiAt } from "../server/support/api.ts";
import type { Stack } from "./parts.ts";

/** Nothing is lost, nothing doubled: asked of the API for each work, and of the chain's own events for all. */

const PARALLEL = 8;
const events = WorkRegistry__factory.createInterface();
const REGISTERED = events.getEvent("WorkRegistered").topicHash;
const CORRECTED = events.getEvent("WorkCorrected").topicHash;

/** Works by how often each was corrected. */
type Works = ReadonlyMap<string, number>;

/** Expects that whoever looks finds these works, with their metadata, registered once. */
export async function expectFound({ url }: Pick<Stack, "url">, works: Works): Promise<void> {
  const api = apiAt(`${url}/api/v1`);
  await eachOf(works, PARALLEL, async ([workId, corrections]) => {
    type Page = { history: { kind: string }[]; metadataAvailable: boolean };
    const { status, text, body } = await api.get<Page>(`/works/${workId}`);
    expect(status, text).to.equal(200);
    const kinds = body.history.map(({ kind }) => kind);
    expect(kinds, workId).to.have.members(["registered", ...Array<string>(corrections).fill("corrected")]);
    expect(body.metadataAvailable, workId).to.equal(true);
    expect((await api.get(`/works/${workId}/metadata`)).status, workId).to.equal(200);
  });
}

/** Expects that the chain has registered these works and no others, each once, and corrected as often as asked. */
export async function expectOnChain({ rpcUrl }: Stack, works: Works): Promise<void> {
  type Log = { topics: [string, string] };
  const ids = async (topic: string): Promise<string[]> => {
    const wanted = { fromBlock: "0x0", toBlock: "latest", topics: [topic] };
    const request = { jsonrpc: "2.0", id: 1, method: "eth_getLogs", params: [wanted] };
    const { body } = await apiAt(rpcUrl).post<{ result: Log[] }>("", request);
    return body.result.map(({ topics: [, workId] }) => workId);
  };
  expect(await ids(REGISTERED)).to.have.members([...works.keys()]);
  const corrections = [...works].flatMap(([workId, count]) => Array<string>(count).fill(workId));
  expect(await ids(CORRECTED)).to.have.members(corrections);
}
