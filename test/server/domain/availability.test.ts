import { expect } from "chai";
import { describe, it } from "mocha";
import {
  type Availability,
  availability,
  type Claim,
  type ClaimKind,
  type Status,
  type Wanted,
} from "../../../server/domain/availability.ts";
import { availabilityGrid } from "../../../server/domain/availability-grid.ts";
import type { ScopeMasks } from "../../../server/domain/scope/masks.ts";
import { languages } from "../../../server/domain/tables/languages.ts";
import { territories } from "../../../server/domain/tables/territories.ts";
import { seeded } from "./random.ts";

const masks = (change: Partial<ScopeMasks> = {}): ScopeMasks => ({
  ...{ rights: 1n << 14n, formats: 1n, territories: 0b11n, languages: 0b11n },
  ...change,
});
const claim = (kind: ClaimKind, start: number, end: number, change: Partial<ScopeMasks> = {}): Claim => ({
  ...{ id: `${kind} ${start}`, kind, masks: masks(change), start, end },
});
const wanted: Wanted = { masks: masks(), start: 0, end: 100 };
const statuses = ({ exclusive, nonExclusive }: Availability) => [exclusive.status, nonExclusive.status];

describe("what is free of a scope", () => {
  it("is all of it where nobody has a claim", () => {
    const free = { status: "free", free: [{ start: 0, end: 100 }] };
    expect(availability(wanted, [])).to.deep.equal({ exclusive: free, nonExclusive: free, obstacles: [] });
  });

  it("is nothing beside an exclusive or a sole licence, and only more of the kind beside a non-exclusive one", () => {
    expect(statuses(availability(wanted, [claim("exclusive", 0, 100)]))).to.deep.equal(["taken", "taken"]);
    expect(statuses(availability(wanted, [claim("sole", 0, 100)]))).to.deep.equal(["taken", "taken"]);
    expect(statuses(availability(wanted, [claim("non-exclusive", 0, 100)]))).to.deep.equal(["taken", "free"]);
  });

  it("is reserved by options and holdbacks, unless a licence has taken it too", () => {
    const reserved = [claim("option", 0, 10), claim("holdback", 50, 60)];
    expect(statuses(availability(wanted, reserved))).to.deep.equal(["reserved", "reserved"]);
    const both = [...reserved, claim("non-exclusive", 0, 100)];
    expect(statuses(availability(wanted, both))).to.deep.equal(["taken", "reserved"]);
  });

  it("is free before a claim starts and from the instant it ends", () => {
    const claims = [claim("exclusive", -50, 20), claim("exclusive", 80, 200), claim("option", 40, 41)];
    expect(availability(wanted, claims).exclusive.free).to.deep.equal([
      { start: 20, end: 40 },
      { start: 41, end: 80 },
    ]);
    expect(statuses(availability(wanted, [claim("exclusive", 100, 200)]))).to.deep.equal(["free", "free"]);
    expect(statuses(availability(wanted, [claim("exclusive", -9, 0)]))).to.deep.equal(["free", "free"]);
  });

  it("is not touched by a claim that has nothing in common on one axis", () => {
    for (const change of [{ rights: 1n }, { formats: 2n }, { territories: 4n }, { languages: 1n << 255n }]) {
      expect(availability(wanted, [claim("exclusive", 0, 100, change)]).obstacles).to.deep.equal([]);
    }
  });

  it("names each obstacle with the part of the scope that it has", () => {
    const [obstacle] = availability(wanted, [
      claim("exclusive", 90, 200, { territories: 0b110n, languages: ~0n }),
    ]).obstacles;
    expect(obstacle?.masks).to.deep.equal(masks({ territories: 0b10n }));
    expect(obstacle?.during).to.deep.equal({ start: 90, end: 100 });
  });

  it("equals what a look at every code of every axis at every instant gives", () => {
    const random = seeded(4);
    for (let round = 0; round < 300; round += 1) {
      const claims = Array.from({ length: random.integer(0, 5) }, () => randomClaim(random));
      const asked = randomClaim(random);
      const found = availability(asked, claims);
      expect([found.exclusive.status, found.nonExclusive.status]).to.deep.equal(slowStatuses(asked, claims));
      for (let instant = asked.start; instant < asked.end; instant += 1) {
        const at = { ...asked, start: instant, end: instant + 1 };
        const isFree = found.exclusive.free.some(({ start, end }) => start <= instant && instant < end);
        expect(isFree).to.equal(slowStatuses(at, claims)[0] === "free");
      }
    }
  });
});

describe("the grid of what is free", () => {
  it("has one row and one column where nothing tells territories or languages apart", () => {
    const grid = availabilityGrid(wanted, [claim("exclusive", 0, 9, { territories: ~0n, languages: ~0n })]);
    expect(grid.rows).to.deep.equal([0b11n]);
    expect(grid.columns).to.deep.equal([0b11n]);
    expect(grid.cells).to.deep.equal([[{ exclusive: "taken", nonExclusive: "taken", by: [0] }]]);
  });

  it("says of each territory and language what asking for it alone says", () => {
    const random = seeded(5);
    for (let round = 0; round < 100; round += 1) {
      const claims = Array.from({ length: random.integer(0, 7) }, () => randomClaim(random));
      const asked = randomClaim(random);
      const grid = availabilityGrid(asked, claims);
      let covered = 0n;
      for (const [y, row] of grid.rows.entries()) {
        expect(covered & row).to.equal(0n);
        covered |= row;
        for (const [x, column] of grid.columns.entries()) {
          const cell = grid.cells[y]?.[x];
          for (const territory of singles(row)) {
            for (const language of singles(column)) {
              const one = {
                ...asked,
                masks: { ...asked.masks, territories: territory, languages: language },
              };
              expect([cell?.exclusive, cell?.nonExclusive]).to.deep.equal(slowStatuses(one, claims));
            }
          }
        }
      }
      expect(covered).to.equal(asked.masks.territories);
      expect(grid.columns.reduce((all, column) => all | column, 0n)).to.equal(asked.masks.languages);
    }
  });

  it("keeps the last bit of each table", () => {
    const whole = { territories: 1n << 255n, languages: 1n << 255n };
    const grid = availabilityGrid({ ...wanted, masks: masks(whole) }, [claim("sole", 0, 1, whole)]);
    expect(grid.rows).to.deep.equal([territories.mask(territories.codesIn(1n << 255n))]);
    expect(grid.columns).to.deep.equal([languages.mask(languages.codesIn(1n << 255n))]);
    expect(grid.cells[0]?.[0]?.exclusive).to.equal("taken");
  });
});

const KINDS: readonly ClaimKind[] = ["exclusive", "sole", "non-exclusive", "option", "holdback"];
const BITS = [0n, 1n, 2n, 255n];

/** A claim over few codes and instants, so that claims meet. */
function randomClaim(random: ReturnType<typeof seeded>): Claim {
  const some = () =>
    BITS.reduce((mask, bit) => (random.integer(0, 1) === 0 ? mask | (1n << bit) : mask), 0n) || 1n;
  const start = random.integer(0, 7);
  return {
    id: random.text("0123456789", 9),
    kind: random.pick(KINDS),
    masks: { rights: some(), formats: some(), territories: some(), languages: some() },
    start,
    end: start + random.integer(1, 4),
  };
}

function singles(mask: bigint): bigint[] {
  return BITS.map((bit) => 1n << bit).filter((bit) => (mask & bit) !== 0n);
}

/** Cell by cell and instant by instant. */
function slowStatuses(asked: Wanted, claims: readonly Claim[]): [Status, Status] {
  const meeting = claims.filter((one) => {
    let meets = false;
    for (let instant = asked.start; instant < asked.end; instant += 1) {
      if (instant < one.start || instant >= one.end) continue;
      meets ||= (["rights", "formats", "territories", "languages"] as const).every((axis) =>
        singles(asked.masks[axis]).some((bit) => singles(one.masks[axis]).includes(bit)),
      );
    }
    return meets;
  });
  const worst = (kinds: readonly ClaimKind[]): Status => {
    if (kinds.some((kind) => kind === "exclusive" || kind === "sole" || kind === "non-exclusive"))
      return "taken";
    return kinds.length > 0 ? "reserved" : "free";
  };
  const kinds = meeting.map(({ kind }) => kind);
  return [worst(kinds), worst(kinds.filter((kind) => kind !== "non-exclusive"))];
}
