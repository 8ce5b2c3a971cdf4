/** Namespaces in scope (Namespaces in XML 1.0), without refusing a prefix that is not declared. */

const EDITEUR = /editeur\.org\/onix\//i;
const RECORDS: ReadonlySet<string> = new Set(["Header", "Product", "header", "product"]);

export interface Namespaces {
  /** Enters an element: its local name, and whether it belongs to some other vocabulary than ONIX. */
  enter(name: string, attributes: Readonly<Record<string, string>>): { local: string; foreign: boolean };
  leave(): void;
  /** The namespace of the root; null if it has none. */
  readonly root: string | null;
}

/** What one element declares, and what stands around it. Nothing is copied: an attack could declare a great deal. */
interface Scope {
  readonly bindings: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
}

export function namespaceScopes(): Namespaces {
  const scopes: Scope[] = [{ bindings: new Map(), outer: null }];
  /** Namespaces that stand for ONIX here, right or wrong: the root's, and those of its own children. */
  const own = new Set<string | null>([null]);
  let root: string | null | undefined;

  return {
    get root() {
      return root ?? null;
    },
    enter(name, attributes) {
      const scope = declared(scopes.at(-1) as Scope, attributes);
      scopes.push(scope);
      const colon = name.indexOf(":");
      const uri = namespaceOf(colon === -1 ? "" : name.slice(0, colon), scope);
      const local = colon === -1 ? name : name.slice(colon + 1);
      root = root === undefined ? uri : root;
      if (scopes.length === 2 || (scopes.length === 3 && RECORDS.has(local))) own.add(uri);
      return { local, foreign: !own.has(uri) && !EDITEUR.test(uri ?? "") };
    },
    leave: () => void scopes.pop(),
  };
}

function namespaceOf(prefix: string, innermost: Scope): string | null {
  for (let scope: Scope | null = innermost; scope; scope = scope.outer) {
    const uri = scope.bindings.get(prefix);
    if (uri !== undefined) return uri || null;
  }
  return null;
}

/** The scope inside an element; the outer one itself if it declares nothing. */
function declared(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let bindings: Map<string, string> | undefined;
  for (const key in attributes) {
    if (!key.startsWith("xmlns") || (key !== "xmlns" && key[5] !== ":")) continue;
    bindings ??= new Map();
    bindings.set(key.slice(6), attributes[key] ?? "");
  }
  return bindings ? { bindings, outer } : outer;
}
