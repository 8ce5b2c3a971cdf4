import { expect } from "chai";

/** The values of a stream of server-sent events, from the first to the last. */
export async function eventsOf<T>(url: string): Promise<T[]> {
  const response = await fetch(url, { headers: { accept: "text/event-stream" } });
  expect(response.status).to.equal(200);
  expect(response.headers.get("content-type")).to.match(/^text\/event-stream/);
  const values: T[] = [];
  for (const event of (await response.text()).split("\n\n")) {
    if (event.startsWith("data: ")) values.push(JSON.parse(event.slice("data: ".length)) as T);
  }
  return values;
}
