import { after, before, describe } from "mocha";
import { describeAccessibility } from "./accessibility.ts";
import { launchBrowser, type Stage } from "./browser.ts";
import { describeCatalogues } from "./catalogues.ts";
import { describeLanguages } from "./languages.ts";
import { type Product, startProduct } from "./product.ts";
import { describeSearch } from "./search.ts";
import { describeVerify } from "./verify.ts";
import { describeWorkPage } from "./work.ts";
import { works } from "./works.ts";

describe("the pages in a real browser", function () {
  this.timeout(180_000);
  const stage = {} as Stage;
  let product: Product | undefined;

  before(async () => {
    product = await startProduct();
    stage.url = product.url;
    stage.importWorks = product.importWorks;
    stage.workIds = await product.importWorks(works);
    stage.browser = await launchBrowser();
  });

  after(async () => {
    await stage.browser?.close();
    await product?.stop();
  });

  describeSearch(stage);
  describeWorkPage(stage);
  describeVerify(stage);
  describeCatalogues(stage);
  describeLanguages(stage);
  describeAccessibility(stage);
});
