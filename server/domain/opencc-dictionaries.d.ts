/** OpenCC's dictionaries as opencc-js ships them, without types: `key value…` entries joined by `|`. */
declare module "opencc-js/dict/*" {
  const entries: string;
  export default entries;
}
