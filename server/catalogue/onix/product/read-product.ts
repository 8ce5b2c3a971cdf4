import type { Problems } from "../problems.ts";
import type { OnixProduct } from "../types.ts";
import { all, type Node, textOf, textsOf } from "../xml/tree.ts";
import { contentOf, formOf, numbersOf } from "./descriptive.ts";
import { identifiersOf } from "./identifiers.ts";
import { publishingOf } from "./publishing.ts";
import { rightsOf } from "./rights.ts";
import { checkCode } from "./values.ts";

/** Notification types of list 1. */
export const NOTIFICATION_TYPES: ReadonlySet<string> = new Set(
  "01 02 03 04 05 08 09 12 13 14 88 89".split(" "),
);

/** The facts of a product. A block that stands there twice counts as one. */
export function readProduct(product: Node, problems: Problems): OnixProduct {
  const detail = all(product, "DescriptiveDetail");
  const publishing = all(product, "PublishingDetail");
  const related = all(product, "RelatedMaterial");
  checkCode(product, "NotificationType", NOTIFICATION_TYPES, "notification type (list 1)", problems);
  checkPrices(product, problems);
  return {
    recordReference: textOf(product, "RecordReference"),
    notificationType: textOf(product, "NotificationType"),
    deletionTexts: textsOf(product, "DeletionText"),
    recordSource: {
      type: textOf(product, "RecordSourceType"),
      name: textOf(product, "RecordSourceName"),
      identifiers: identifiersOf(product, "RecordSource"),
    },
    datestamp: product.attributes.datestamp ?? null,
    ...numbersOf(product, problems),
    ...formOf(detail, problems),
    ...contentOf(detail, problems),
    texts: textsAbout(product),
    ...publishingOf(publishing, problems),
    ...rightsOf(product, publishing, problems),
    relatedWorks: all(related, "RelatedWork").map((node) => ({
      relation: textOf(node, "WorkRelationCode"),
      identifiers: identifiersOf(node, "Work"),
    })),
    relatedProducts: all(related, "RelatedProduct").map((node) => ({
      relations: textsOf(node, "ProductRelationCode"),
      identifiers: identifiersOf(node, "Product"),
      form: textOf(node, "ProductForm"),
    })),
  };
}

function textsAbout(product: Node): OnixProduct["texts"] {
  return all(all(product, "CollateralDetail"), "TextContent").flatMap((node) => {
    const [text] = textsOf(node, "Text");
    if (text === undefined) return [];
    const audiences = textsOf(node, "ContentAudience");
    return [{ type: textOf(node, "TextType"), audiences, text, limited: all(node, "Territory").length > 0 }];
  });
}

/** Prices are not read, but what is no price is told. */
function checkPrices(product: Node, problems: Problems): void {
  const prices = all(all(all(product, "ProductSupply"), "SupplyDetail"), "Price");
  checkCode(prices, "CurrencyCode", /^[A-Z]{3}$/, "code of a currency (ISO 4217)", problems);
  checkCode(prices, "PriceAmount", /^\d+(\.\d+)?$/, "amount of a price", problems);
}
