/** The one door to the server. Every call is typed by its OpenAPI schema; every refusal is a `Refused`. */
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "../api/schema";

export type Schema = components["schemas"];

export type FieldError = { pointer: string; code: string; detail?: string; params?: Facts };
export type Facts = Record<string, unknown>;

/** RFC 9457: what the server says when it says no. */
export type Problem = { code: string; title: string; status: number; params?: Facts; errors?: FieldError[] };

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }

  /** Whatever was thrown, as a problem that can be put into words. */
  static from(error: unknown): Refused {
    if (error instanceof Refused) return error;
    console.error(error);
    return new Refused({ code: "broken-page", title: String(error), status: 0 });
  }
}

/** The network's own ways of failing, as problems like all others. */
const LOST: Problem = { code: "offline", title: "No connection.", status: 0 };
const SLOW: Problem = { code: "slow", title: "No answer in time.", status: 0 };
const PATIENCE = 25_000;
const LONGEST_PAUSE = 5_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** `crypto.randomUUID` exists on https and localhost only; a phone on the same network has neither. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keys of requests whose answer never came, so that trying again cannot create a thing twice. */
const unanswered = new Map<string, string>();
const saying = new WeakMap<Request, string>();

/** Creations carry an Idempotency-Key: the same one for the same request until an answer has come. */
export const once: Middleware = {
  async onRequest({ request }) {
    if (request.method !== "POST" || request.headers.has("Idempotency-Key")) return;
    const said = await fingerprint(request);
    const key = unanswered.get(said) ?? newKey();
    unanswered.set(said, key);
    request.headers.set("Idempotency-Key", key);
    saying.set(request, said);
  },
};

async function fingerprint(request: Request): Promise<string> {
  const type = request.headers.get("Content-Type") ?? "";
  const body = type.includes("json") ? await request.clone().text() : newKey();
  return encodeURIComponent(`${new URL(request.url).pathname} ${body}`);
}

/** fetch that waits only so long, and tries once more when a request got lost on the way. */
async function patientFetch(request: Request): Promise<Response> {
  const said = saying.get(request);
  const spare = request.clone();
  let response = await send(request).catch(async (error) => {
    if (error !== LOST) throw new Refused(error as Problem);
    await pause(700);
    return send(spare.clone()).catch((again) => {
      throw new Refused(again as Problem);
    });
  });
  const wait = 1000 * Number(response.headers.get("Retry-After") ?? NaN);
  if (response.status === 503 && wait <= LONGEST_PAUSE) {
    await pause(wait);
    response = await send(spare).catch(() => response);
  }
  if (said !== undefined) unanswered.delete(said);
  return response;
}

async function send(request: Request): Promise<Response> {
  const tooLong = AbortSignal.timeout(PATIENCE);
  try {
    return await globalThis.fetch(request, { signal: AbortSignal.any([request.signal, tooLong]) });
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw tooLong.aborted ? SLOW : LOST;
  }
}

export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: patientFetch,
  querySerializer: { array: { style: "form", explode: true } },
});
api.use(once);

type Reply<T> = { data?: T; error?: unknown; response: Response };

/** `await ok(api.GET(...))`: the data, or a thrown `Refused`. */
export async function ok<T>(call: Promise<Reply<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new Refused(asProblem(error, response.status));
}

function asProblem(error: unknown, status: number): Problem {
  const said = error as Partial<Problem> | undefined;
  if (said && typeof said === "object" && typeof said.code === "string") return { title: "", ...said, status } as Problem;
  return { code: status >= 500 ? "unavailable" : "bad-request", title: "", status };
}
