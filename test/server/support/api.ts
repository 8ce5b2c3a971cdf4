/** An answer of the gateway, read to its end. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The JSON in it. */
  readonly body: T;
}

export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it stands. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Calls to one address. The type of an answer is what the caller expects of it. */
export interface Api {
  get<T>(path: string, request?: Request): Promise<Answer<T>>;
  post<T>(path: string, json: unknown, request?: Request): Promise<Answer<T>>;
  call<T>(path: string, request: Request): Promise<Answer<T>>;
}

export function apiAt(base: string): Api {
  async function call<T>(path: string, { method = "GET", headers, json, body }: Request): Promise<Answer<T>> {
    const response = await fetch(base + path, {
      method,
      headers: { ...(json === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
      redirect: "manual",
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      text,
      get body() {
        return JSON.parse(text) as T;
      },
    };
  }
  return {
    call,
    get: (path, request = {}) => call(path, request),
    post: (path, json, request = {}) => call(path, { method: "POST", json, ...request }),
  };
}
