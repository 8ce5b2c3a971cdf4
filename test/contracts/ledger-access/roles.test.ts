import { expect } from "chai";
import { describe, it } from "mocha";
import { type Account, networkHelpers } from "../support/chain.ts";
import { freshWord } from "../support/documents.ts";
import { type Actors, freshLedger, type Ledger } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

type Name = keyof Actors;

const everybody = [
  "deployer",
  "administrator",
  "accreditor",
  "relayer",
  "publisher",
  "registrar",
  "pledgeModule",
  "disputeModule",
  "stranger",
] as const satisfies readonly Name[];

/** Every function that the AccessManager guards, with who may call it. */
const guarded: [
  string,
  readonly Name[],
  (ledger: Ledger, as: Account, workId: string) => Promise<unknown>,
][] = [
  ["setPledged", ["pledgeModule"], ({ works }, as, id) => works.connect(as).setPledged.staticCall(id, true)],
  [
    "setDisputed",
    ["disputeModule"],
    ({ works }, as, id) => works.connect(as).setDisputed.staticCall(id, true),
  ],
  ["setFrozen", ["disputeModule"], ({ works }, as, id) => works.connect(as).setFrozen.staticCall(id, true)],
  ["revoke", ["disputeModule"], ({ works }, as, id) => works.connect(as).revoke.staticCall(id, freshWord())],
  [
    "setSubjectKind",
    ["administrator"],
    ({ institutions, works }, as) => institutions.connect(as).setSubjectKind.staticCall("work", works),
  ],
  ["setAuthority of works", [], ({ works, access }, as) => works.connect(as).setAuthority.staticCall(access)],
  [
    "setAuthority of institutions",
    [],
    ({ institutions, access }, as) => institutions.connect(as).setAuthority.staticCall(access),
  ],
];

/** What only the administrator may do with roles. */
const administration: [string, (ledger: Ledger, as: Account) => Promise<unknown>][] = [
  ["grantRole", ({ access, stranger }, as) => access.connect(as).grantRole.staticCall(1, stranger, 0)],
  ["revokeRole", ({ access, accreditor }, as) => access.connect(as).revokeRole.staticCall(1, accreditor)],
  ["labelRole", ({ access }, as) => access.connect(as).labelRole.staticCall(1, "X")],
  ["setRoleAdmin", ({ access }, as) => access.connect(as).setRoleAdmin.staticCall(1, 2)],
  ["setRoleGuardian", ({ access }, as) => access.connect(as).setRoleGuardian.staticCall(1, 2)],
  ["setGrantDelay", ({ access }, as) => access.connect(as).setGrantDelay.staticCall(1, 60)],
  ["setTargetClosed", ({ access, works }, as) => access.connect(as).setTargetClosed.staticCall(works, true)],
  [
    "setTargetAdminDelay",
    ({ access, works }, as) => access.connect(as).setTargetAdminDelay.staticCall(works, 60),
  ],
  [
    "setTargetFunctionRole",
    ({ access, works }, as) => access.connect(as).setTargetFunctionRole.staticCall(works, ["0x12345678"], 1),
  ],
  [
    "updateAuthority",
    ({ access, works }, as) => access.connect(as).updateAuthority.staticCall(works, access),
  ],
];

describe("LedgerAccess, who may call what", () => {
  for (const [name, allowed, call] of guarded) {
    it(`${name}: ${allowed.length === 0 ? "nobody" : `the ${allowed.join(", ")} alone`}`, async () => {
      const ledger = await freshLedger();
      const workId = await registered(ledger, ledger.publisher);
      for (const who of everybody) {
        const calling = call(ledger, ledger[who], workId);
        if ((allowed as readonly Name[]).includes(who)) {
          await calling;
        } else {
          await expect(calling, who)
            .to.be.revertedWithCustomError(ledger.works, "AccessManagedUnauthorized")
            .withArgs(ledger[who].address);
        }
      }
    });
  }

  for (const [name, call] of administration) {
    it(`${name}: the administrator alone`, async () => {
      const ledger = await freshLedger();
      for (const who of everybody) {
        if (who === "administrator") {
          await call(ledger, ledger[who]);
        } else {
          await expect(call(ledger, ledger[who]), who)
            .to.be.revertedWithCustomError(ledger.access, "AccessManagerUnauthorizedAccount")
            .withArgs(ledger[who].address, 0);
        }
      }
    });
  }
});

describe("LedgerAccess, its roles", () => {
  it("have numbers that stay", async () => {
    const { access } = await freshLedger();
    const roles = [await access.ACCREDITOR(), await access.PLEDGE_MODULE(), await access.DISPUTE_MODULE()];
    expect(roles).to.deep.equal([1n, 2n, 3n]);
  });

  it("pass to a successor: the new module may what the old one may no more", async () => {
    const ledger = await freshLedger();
    const { access, works, administrator, pledgeModule, stranger, publisher } = ledger;
    const workId = await registered(ledger, publisher);
    await works.connect(pledgeModule).setPledged(workId, true);
    const admin = access.connect(administrator);
    await admin.grantRole(await access.PLEDGE_MODULE(), stranger, 0);
    await admin.revokeRole(await access.PLEDGE_MODULE(), pledgeModule);
    await works.connect(stranger).setPledged(workId, false);
    await expect(works.connect(pledgeModule).setPledged(workId, true))
      .to.be.revertedWithCustomError(works, "AccessManagedUnauthorized")
      .withArgs(pledgeModule.address);
  });

  it("with a delay act only after what was scheduled has waited", async () => {
    const ledger = await freshLedger();
    const { access, works, administrator, stranger, publisher } = ledger;
    const workId = await registered(ledger, publisher);
    await access.connect(administrator).grantRole(await access.DISPUTE_MODULE(), stranger, 3_600);
    const call = works.interface.encodeFunctionData("setFrozen", [workId, true]);
    await expect(works.connect(stranger).setFrozen(workId, true)).to.be.revertedWithCustomError(
      access,
      "AccessManagerNotScheduled",
    );
    await access.connect(stranger).schedule(works, call, 0);
    await expect(access.connect(stranger).execute(works, call)).to.be.revertedWithCustomError(
      access,
      "AccessManagerNotReady",
    );
    await networkHelpers.time.increase(3_600);
    await expect(access.connect(stranger).execute(works, call))
      .to.emit(works, "EncumbrancesSet")
      .withArgs(workId, 4);
  });

  it("of the administrator can be handed over", async () => {
    const ledger = await freshLedger();
    const { access, administrator, stranger } = ledger;
    const role = await access.ADMIN_ROLE();
    await access.connect(administrator).grantRole(role, stranger, 0);
    await access.connect(stranger).revokeRole(role, administrator);
    await expect(access.connect(administrator).grantRole(1, administrator, 0))
      .to.be.revertedWithCustomError(access, "AccessManagerUnauthorizedAccount")
      .withArgs(administrator.address, role);
    await access.connect(stranger).grantRole(1, stranger, 0);
  });
});
