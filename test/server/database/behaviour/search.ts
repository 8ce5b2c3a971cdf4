import { expect } from "chai";
import { describe, it } from "mocha";
import type { Database } from "../../../../server/database/connection.ts";
import type { WorkRow } from "../../../../server/database/index-schema.ts";
import { MAX_QUERY_CHARACTERS, type SearchRequest } from "../../../../server/database/search/search.ts";
import { fold } from "../../../../server/domain/fold.ts";
import {
  failureOf,
  header,
  indexBlock,
  type NewPlace,
  randomFrom,
  withDatabase,
  workRow,
} from "../support.ts";

async function store(database: Database, works: readonly WorkRow[]): Promise<void> {
  await indexBlock(database, header(1), (writer) => {
    for (const work of works) writer.insert("works", work);
  });
}

/** Titles in the order found. */
async function titles(database: Database, request: Omit<SearchRequest, "limit">): Promise<string[]> {
  const { works } = await database.search.find(database.db, { ...request, limit: 100 });
  return works.map(({ title }) => title);
}

/** All pages of a request, joined. */
async function allPages(database: Database, request: Omit<SearchRequest, "before">): Promise<number[]> {
  const positions: number[] = [];
  let before: number | null | undefined;
  while (before !== null) {
    const page = await database.read((db) => database.search.find(db, { ...request, before }));
    positions.push(...page.works.map(({ position }) => position));
    before = page.next;
  }
  return positions;
}

const foldedFields = new WeakMap<WorkRow, string[]>();

function fieldsOf(work: WorkRow): string[] {
  const known = foldedFields.get(work);
  if (known) return known;
  const values = (json: string, key: string) =>
    (JSON.parse(json) as Record<string, string>[]).map((item) => item[key] ?? "");
  const fields = [
    work.title,
    work.original_title ?? "",
    ...values(work.creators_json, "name"),
    ...values(work.identifiers_json, "value"),
  ].map(fold);
  foldedFields.set(work, fields);
  return fields;
}

/** Slow and obvious: what a request means. */
function expected(
  works: readonly WorkRow[],
  { query = "", filters = {} }: Omit<SearchRequest, "limit">,
): number[] {
  const parts = fold(query).split(" ");
  return works
    .filter((work) => Object.entries(filters).every(([column, value]) => work[column as "holder"] === value))
    .filter((work) => parts.every((part) => fieldsOf(work).some((field) => field.includes(part))))
    .map(({ position }) => position)
    .sort((a, b) => b - a);
}

/** Search means the same on every database. */
export function searchBehaviour(newPlace: NewPlace): void {
  const inDatabase = (use: (database: Database) => Promise<void>) => () => withDatabase(newPlace, use);

  describe("search", () => {
    it(
      "finds any part of a title, original title, creator's name or identifier, of one character or more",
      inDatabase(async (database) => {
        const work = workRow(1, {
          title: "登幽州臺歌",
          original_title: "Song",
          creators_json: JSON.stringify([{ name: "陳子昂" }, { name: "Ann" }]),
          identifiers_json: JSON.stringify([{ scheme: "ISBN", value: "9787101000000" }]),
        });
        await store(database, [work]);
        for (const query of [
          "登",
          "歌",
          "幽州",
          "登幽州臺歌",
          "ong",
          "SONG",
          "子昂",
          "nn",
          "7101",
          "９７８",
        ]) {
          expect(await titles(database, { query }), query).to.deep.equal([work.title]);
        }
        for (const query of [
          "春",
          "州幽",
          "登州",
          "歌song",
          "昂Ann",
          "n9787",
          "登幽州臺歌歌",
          "97871010000000",
        ]) {
          expect(await titles(database, { query }), query).to.deep.equal([]);
        }
      }),
    );

    it(
      "finds simplified characters by traditional ones and the other way round",
      inDatabase(async (database) => {
        await store(database, [workRow(1, { title: "登幽州臺歌" }), workRow(2, { title: "广陵" })]);
        expect(await titles(database, { query: "幽州台" })).to.deep.equal(["登幽州臺歌"]);
        expect(await titles(database, { query: "廣陵" })).to.deep.equal(["广陵"]);
      }),
    );

    it(
      "wants every part of a query, each in any field, and no part across fields or words",
      inDatabase(async (database) => {
        await store(database, [workRow(1, { title: "春 江花", creators_json: '[{"name":"李白"}]' })]);
        expect(await titles(database, { query: "李　春\t花" })).to.deep.equal(["春 江花"]);
        expect(await titles(database, { query: "李 夏" })).to.deep.equal([]);
        expect(await titles(database, { query: "春江" })).to.deep.equal([]);
        expect(await titles(database, { query: "花李" })).to.deep.equal([]);
      }),
    );

    it(
      "does not take neighbouring pairs for the whole: they must follow each other",
      inDatabase(async (database) => {
        await store(database, [workRow(1, { title: "春江 江花" }), workRow(2, { title: "江花春江" })]);
        expect(await titles(database, { query: "春江花" })).to.deep.equal([]);
      }),
    );

    it(
      "takes white space alone for no query, and punctuation for characters",
      inDatabase(async (database) => {
        await store(database, [workRow(1, { title: "100% *" }), workRow(2, { title: "a_b" })]);
        expect(await titles(database, { query: " \u3000\n" })).to.deep.equal(["a_b", "100% *"]);
        expect(await titles(database, {})).to.deep.equal(["a_b", "100% *"]);
        expect(await titles(database, { query: "%" })).to.deep.equal(["100% *"]);
        expect(await titles(database, { query: "*" })).to.deep.equal(["100% *"]);
        expect(await titles(database, { query: "_" })).to.deep.equal(["a_b"]);
        expect(await titles(database, { query: "?" })).to.deep.equal([]);
      }),
    );

    it(
      "is not misled by the databases' own syntax",
      inDatabase(async (database) => {
        const odd = [
          `"`,
          `""`,
          `'`,
          `\\`,
          "AND",
          "a OR b",
          "NEAR(a b)",
          "tokens:a",
          "a*",
          "-a",
          "^a",
          "(",
          "{",
          "x4e00",
        ];
        await store(
          database,
          odd.map((title, n) => workRow(n + 1, { title })),
        );
        for (const query of odd) {
          const wanted = odd.filter((title) =>
            query.split(" ").every((part) => fold(title).includes(fold(part))),
          );
          expect(await titles(database, { query }), query).to.have.members(wanted);
        }
        for (const query of ["一", "\0", "\u{d800}", "'; drop table works; --", "tokens : x4e00"]) {
          expect(await titles(database, { query: `${query}zz` }), query).to.deep.equal([]);
        }
      }),
    );

    it(
      "answers the longest query there may be, and refuses a longer one",
      inDatabase(async (database) => {
        const title = "長".repeat(10_000);
        await store(database, [workRow(1, { title })]);
        expect(await titles(database, { query: "長".repeat(MAX_QUERY_CHARACTERS) })).to.deep.equal([title]);
        expect(await titles(database, { query: "\u{fdfa}".repeat(MAX_QUERY_CHARACTERS) })).to.deep.equal([]);
        const words = Array.from({ length: MAX_QUERY_CHARACTERS / 2 }, (_, n) =>
          String.fromCodePoint(0x4e00 + n),
        );
        expect(await titles(database, { query: words.join(" ") })).to.deep.equal([]);
        const tooLong = database.search.find(database.db, {
          query: "長".repeat(MAX_QUERY_CHARACTERS + 1),
          limit: 1,
        });
        expect((await failureOf(tooLong)).message).to.equal("a query has at most 256 characters");
      }),
    );

    it(
      "filters by each column, with and without a query, and by several at once",
      inDatabase(async (database) => {
        const works = [
          workRow(1, { title: "春一" }),
          workRow(2, { title: "春二", legal_class: "musical", trade_class: "V01" }),
          workRow(3, { title: "春三", language: null, holder: "0x02" }),
          workRow(4, { title: "春四", status: "revoked", holder: "0x02" }),
          workRow(5, { title: "夏五", status: "revoked" }),
        ];
        await store(database, works);
        const requests: Omit<SearchRequest, "limit">[] = [
          { filters: { legal_class: "musical" } },
          { filters: { trade_class: "V01" } },
          { filters: { language: "zh" } },
          { filters: { holder: "0x02" } },
          { filters: { status: "revoked" } },
          { filters: { status: "revoked", holder: "0x02" } },
          { filters: { status: "revoked", legal_class: "musical" } },
          { filters: { status: "x', '\0" } },
        ];
        for (const request of requests) {
          for (const query of ["", "春", "春四"]) {
            const page = await database.search.find(database.db, { ...request, query, limit: 10 });
            const positions = page.works.map(({ position }) => position);
            expect(positions, JSON.stringify([request, query])).to.deep.equal(
              expected(works, { ...request, query }),
            );
          }
        }
      }),
    );

    it(
      "tells holders apart whose hashes coincide",
      inDatabase(async (database) => {
        const [one, other] = [
          "0x7ddf6107561b600cc6b1fc9bdc22e312c90c8915",
          "0xe5df8b86269cebe4cb3651b2ef4c7b786c29e0ab",
        ];
        const works = [1, 2, 3, 4, 5, 6].map((n) =>
          workRow(n, { title: `春${n}`, holder: n % 2 === 0 ? one : other }),
        );
        await store(database, works);
        const page = await database.search.find(database.db, {
          query: "春",
          filters: { holder: one },
          limit: 2,
        });
        expect(page.works.map(({ title }) => title)).to.deep.equal(["春6", "春4"]);
        const { next: before } = page;
        const rest = await database.search.find(database.db, {
          query: "春",
          filters: { holder: one },
          before,
          limit: 2,
        });
        expect(rest.works.map(({ title }) => title)).to.deep.equal(["春2"]);
        expect(rest.next).to.equal(null);
      }),
    );

    it(
      "lists newest first, page by page, nothing twice and nothing left out, also after works have changed",
      inDatabase(async (database) => {
        const parts = (n: number) => [
          "常",
          n % 97 === 0 ? "罕" : "",
          n < 45 ? "舊甲乙abcd" : "",
          ["甲", "乙"][n % 50] ?? "",
          n % 7 === 0 ? "七" : "",
          ["子", "丑"][n % 100] ?? "",
          n % 300 === 99 ? "子丑" : "",
          " abc bcd",
        ];
        const works = Array.from({ length: 4_000 }, (_, n) =>
          workRow(n + 1, { title: parts(n).join(""), status: n % 3 === 0 ? "revoked" : "registered" }),
        );
        const queries = ["", "常", "罕", "舊", "七", "常 七", "常罕", "甲 乙", "子 丑", "abcd", "無", "新"];
        async function check(): Promise<void> {
          for (const query of queries) {
            for (const filters of [{}, { status: "revoked" }, { status: "revoked", language: "zh" }]) {
              const request = { query, filters };
              const wanted = expected(works, request);
              const pages = await allPages(database, { ...request, limit: wanted.length > 400 ? 400 : 20 });
              expect(pages, JSON.stringify(request)).to.deep.equal(wanted);
            }
          }
        }
        await store(database, works);
        await check();
        await indexBlock(database, header(2), async (writer) => {
          // The newest first: it and the oldest then lie together in the index.
          const changing = [works.length - 1, ...works.keys()].filter(
            (n, at) => at === 0 || n < 60 || n % 11 === 0,
          );
          for (const n of changing) {
            const work = works[n];
            if (!work) continue;
            const patch = { title: `新${n < 60 ? "子丑" : "七"}`, language: null };
            await writer.update("works", work, patch);
            works[n] = { ...work, ...patch };
          }
        });
        await check();
      }),
    );

    it(
      "agrees with the slow and obvious search on random texts and queries",
      inDatabase(async (database) => {
        const random = randomFrom(7);
        const alphabet = [
          "a",
          "B",
          "é",
          "春",
          "江",
          "臺",
          "台",
          " ",
          "\u3000",
          `"`,
          "%",
          "_",
          "\\",
          "*",
          "-",
          "😀",
          "其",
        ];
        const text = (longest: number) =>
          Array.from(
            { length: Math.floor(random() * (longest + 1)) },
            () => alphabet[Math.floor(random() * alphabet.length)],
          ).join("");
        const works = Array.from({ length: 300 }, (_, n) =>
          workRow(n + 1, {
            title: text(8),
            original_title: random() < 0.3 ? text(4) : null,
            creators_json: JSON.stringify([{ name: text(3) }, { name: text(2) }]),
            identifiers_json: JSON.stringify([{ value: text(4) }]),
          }),
        );
        await store(database, works);
        for (let count = 0; count < 300; count++) {
          const query = text(5);
          const pages = await allPages(database, { query, limit: 100 });
          expect(pages, JSON.stringify(query)).to.deep.equal(expected(works, { query }));
        }
      }),
    );
  });
}
