/** A server of a few lines for component tests: answers by method and path, and remembers what was asked. */
import { vi } from "vitest";

type Reply = { status?: number; body?: unknown } | (() => { status?: number; body?: unknown } | Promise<never>);

export function serve(replies: Record<string, Reply>): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request.clone());
    const { pathname } = new URL(request.url);
    const reply = replies[`${request.method} ${pathname}`];
    if (!reply) throw new TypeError(`nobody answers ${request.method} ${pathname}`);
    const { status = 200, body } = await (typeof reply === "function" ? reply() : reply);
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  });
  return asked;
}
