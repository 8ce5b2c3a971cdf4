import { expect } from "chai";
import { before, describe, it } from "mocha";
import type { z } from "zod";
import type { attestationSchema } from "../../../../server/features/institutions/attestations.ts";
import type { institutionSchema } from "../../../../server/features/institutions/routes.ts";
import {
  type DocumentDraft,
  type DocumentView,
  perform,
  prepare,
  signatureOf,
  submit,
} from "../../support/documents.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { aWork, freshDigest } from "../../support/works.ts";
import type { WorkPage } from "../works/pages.ts";

type Institution = z.output<typeof institutionSchema> & { asOf: { block: number } };
type Attestation = z.output<typeof attestationSchema>;
type AttestationDraft = Extract<DocumentDraft, { type: "Attestation" }>["content"];

const [accreditor, publisher] = [demo("operator"), demo("publisher")];

type Capacities = Extract<DocumentDraft, { type: "Accreditation" }>["content"]["capacities"];

async function accredited(product: TestProduct, name: string, ...capacities: Capacities) {
  const institution = stranger();
  const content = {
    accreditor: accreditor.address,
    institution: institution.address,
    name,
    capacities,
    profile: { names: { en: "Centre" }, country: "CN" },
  };
  await perform(product, { type: "Accreditation", content }, accreditor);
  return institution;
}

function standing(institution: string, to: "accredited" | "suspended" | "revoked"): DocumentDraft {
  const content = { accreditor: accreditor.address, institution, standing: to };
  return { type: "StandingChange", content };
}

async function registeredWork(product: TestProduct): Promise<string> {
  const work = aWork();
  await perform(
    product,
    { type: "Registration", content: { registrant: publisher.address, work } },
    publisher,
  );
  return work.fingerprint;
}

function certificate(
  institution: { address: string },
  work: string,
  changes: Partial<AttestationDraft> = {},
): DocumentDraft & { type: "Attestation" } {
  return {
    type: "Attestation",
    content: {
      institution: institution.address,
      kind: "registration-certificate",
      subject: { kind: "work", id: work },
      number: "国作登字-2021-F-00024141",
      validFrom: "2021-06-01",
      ...changes,
    },
  };
}

async function refusalOf(product: TestProduct, document: DocumentView, signer = accreditor) {
  return submit(product, document, await signatureOf(document, signer));
}

describe("Accrediting an institution", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  before(async () => {
    product = await theProduct();
  });

  it("puts it on the public list, with its capacities and its profile", async () => {
    const { address } = await accredited(product, "中国版权保护中心", "registrar", "notary");
    const { status, body } = await product.api.get<Institution>(`/institutions/${address}`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({
      account: address,
      name: "中国版权保护中心",
      kinds: ["registrar", "notary"],
      status: "accredited",
    });
    expect(body.profile.uri).to.equal(`ipfs://${body.profile.cid}`);
    expect(body.asOf.block).to.be.a("number");

    const list = async (query: string) => {
      const answer = await product.api.get<{ items: Institution[] }>(`/institutions?limit=200&${query}`);
      return answer.body.items.map(({ account }) => account);
    };
    expect(await list("kind=notary&status=accredited")).to.include(address);
    expect(await list("kind=bank")).not.to.include(address);
    expect(await list("status=revoked")).not.to.include(address);
  });

  it("is for accreditors alone", async () => {
    const content = {
      accreditor: publisher.address,
      institution: stranger().address,
      name: "自封中心",
      capacities: ["registrar" as const],
    };
    const document = await prepare(product, { type: "Accreditation", content });
    expectProblem(await refusalOf(product, document, publisher), 409, "not-accreditor");
    expectProblem(
      await product.api.get(`/institutions/${content.institution}`),
      404,
      "institution-not-found",
    );
  });

  it("does not borrow the relayer's own rights for a document that nobody signed", async () => {
    const content = {
      accreditor: accreditor.address,
      institution: stranger().address,
      name: "自封中心",
      capacities: ["registrar" as const],
    };
    const document = await prepare(product, { type: "Accreditation", content });
    const answer = await submit(product, document, { party: accreditor.address, signature: "0x" });
    expectProblem(answer, 422, "bad-signature");
  });

  it("can be suspended and lifted again, and revoked for good", async () => {
    const { address } = await accredited(product, "登记处", "registrar");
    const status = async () => (await product.api.get<Institution>(`/institutions/${address}`)).body.status;
    await perform(product, standing(address, "suspended"), accreditor);
    expect(await status()).to.equal("suspended");
    await perform(product, standing(address, "accredited"), accreditor);
    expect(await status()).to.equal("accredited");
    await perform(product, standing(address, "revoked"), accreditor);
    expect(await status()).to.equal("revoked");
    const document = await prepare(product, standing(address, "accredited"));
    expectProblem(await refusalOf(product, document), 409, "institution-revoked");
  });
});

describe("Attesting", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  before(async () => {
    product = await theProduct();
  });

  async function attestationsOf(work: string): Promise<Attestation[]> {
    return (await product.api.get<WorkPage>(`/works/${work}`)).body.attestations;
  }

  it("shows an official certificate on the page of its work", async () => {
    const registrar = await accredited(product, "版权登记处", "registrar");
    const work = await registeredWork(product);
    const document = freshDigest();
    const { id } = await perform(product, certificate(registrar, work, { document }), registrar);

    const shown = {
      id,
      kind: "registration-certificate",
      institution: { account: registrar.address, name: "版权登记处", status: "accredited" },
      subject: { kind: "work", id: work },
      reference: "国作登字-2021-F-00024141",
      document,
      amount: null,
      currency: null,
      validFrom: "2021-06-01",
      validUntil: null,
      status: "valid",
    };
    const [attestation] = await attestationsOf(work);
    expect(attestation).to.deep.include(shown);
    const alone = await product.api.get<Attestation>(`/attestations/${id}`);
    expect(alone.body).to.deep.include(shown);
    for (const filter of [`subject=${work}`, `institution=${registrar.address}`]) {
      const list = await product.api.get<{ items: Attestation[] }>(`/attestations?${filter}`);
      expect(list.body.items.map((item) => item.id)).to.deep.equal([id]);
    }
  });

  it("keeps an amount with its currency", async () => {
    const appraiser = await accredited(product, "评估公司", "appraiser");
    const work = await registeredWork(product);
    const amount = { amount: String(2n ** 128n - 1n), currency: "CNY" };
    await perform(product, certificate(appraiser, work, { kind: "valuation", ...amount }), appraiser);
    expect((await attestationsOf(work))[0]).to.include(amount);
  });

  it("is refused to an institution outside its capacity", async () => {
    const bank = await accredited(product, "银行", "bank");
    const document = await prepare(product, certificate(bank, await registeredWork(product)));
    expectProblem(await refusalOf(product, document, bank), 409, "not-entitled");
  });

  it("is refused to one that is suspended, whose earlier attestations no longer count", async () => {
    const registrar = await accredited(product, "登记处", "registrar");
    const work = await registeredWork(product);
    await perform(product, certificate(registrar, work), registrar);
    await perform(product, standing(registrar.address, "suspended"), accreditor);
    expect((await attestationsOf(work))[0]?.status).to.equal("institution-not-accredited");
    const document = await prepare(product, certificate(registrar, work));
    expectProblem(await refusalOf(product, document, registrar), 409, "not-entitled");
  });

  it("is refused about a work that is not on the ledger", async () => {
    const registrar = await accredited(product, "登记处", "registrar");
    const document = await prepare(product, certificate(registrar, freshDigest()));
    expectProblem(await refusalOf(product, document, registrar), 409, "subject-unknown");
  });

  it("can be revoked by the institution or an accreditor, and by nobody else", async () => {
    const registrar = await accredited(product, "登记处", "registrar");
    const work = await registeredWork(product);
    for (const revoker of [registrar, accreditor]) {
      const { id } = await perform(product, certificate(registrar, work), registrar);
      const revocation = (by: string): DocumentDraft => ({
        type: "AttestationRevocation",
        content: { revoker: by, attestation: id, reason: freshDigest() },
      });
      const foreign = await prepare(product, revocation(publisher.address));
      expectProblem(await refusalOf(product, foreign, publisher), 409, "not-revoker");
      await perform(product, revocation(revoker.address), revoker);
      const { body } = await product.api.get<Attestation>(`/attestations/${id}`);
      expect(body.status).to.equal("revoked");
    }
    const { body } = await product.api.get<WorkPage>(`/works/${work}`);
    expect(body.history.map(({ kind }) => kind)).to.deep.equal([
      "registered",
      "attested",
      "attestation-revoked",
      "attested",
      "attestation-revoked",
    ]);
  });

  it("tells what is not valid yet and what has expired", async () => {
    const registrar = await accredited(product, "登记处", "registrar");
    const work = await registeredWork(product);
    await perform(product, certificate(registrar, work, { validFrom: "9998-01-01" }), registrar);
    await perform(product, certificate(registrar, work, { validUntil: "2021-06-30" }), registrar);
    expect((await attestationsOf(work)).map(({ status }) => status)).to.deep.equal([
      "not-yet-valid",
      "expired",
    ]);
  });

  const wrong: [what: string, changes: Partial<AttestationDraft>, path: string][] = [
    ["an amount of more than 128 bits", { amount: String(2n ** 128n), currency: "CNY" }, "content.amount"],
    ["an amount without a currency", { amount: "100" }, "content.currency"],
    ["a currency without an amount", { currency: "CNY" }, "content.amount"],
    ["an amount of nothing", { amount: "0", currency: "CNY" }, "content.amount"],
    ["a last day before the first", { validUntil: "2021-05-31" }, "content.validUntil"],
    ["a day that does not exist", { validFrom: "2021-02-29" }, "content.validFrom"],
    ["a day of the year 0", { validFrom: "0000-01-01" }, "content.validFrom"],
    ["a number with a control character", { number: "国作\u0000登" }, "content.number"],
  ];
  for (const [what, changes, path] of wrong) {
    it(`refuses ${what} before anybody signs`, async () => {
      const answer = await product.api.post("/documents", certificate(stranger(), freshDigest(), changes));
      const { errors } = expectProblem(answer, 422, "invalid-input");
      expect(errors?.map((error) => error.path)).to.deep.equal([path]);
    });
  }

  it("does not know an attestation that nobody made", async () => {
    expectProblem(await product.api.get(`/attestations/${freshDigest()}`), 404, "attestation-not-found");
  });
});
