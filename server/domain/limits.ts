/** Limits of a work's fields, in characters and items. The largest document they allow stays under 1 MiB. */
export const LIMITS = {
  title: 1000,
  alternateTitles: 20,
  creators: 200,
  creatorName: 300,
  creatorIdentifiers: 5,
  genre: 100,
  identifiers: 50,
  identifier: 400,
  description: 5000,
  keywords: 50,
  keyword: 100,
} as const;
