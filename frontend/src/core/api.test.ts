import { expect, test } from "vitest";
import { api, ok, Refused } from "./api";
import { serve } from "./testing/server";

const signUp = (name: string) =>
  ok(api.POST("/api/accounts", { body: { name, email: "rita@example.org", password: "four plain words here", lang: "en" } }));
const problemOf = (call: Promise<unknown>) => call.then(() => undefined, (error: Refused) => error.problem);

test("a refusal is thrown as the server's own problem", async () => {
  serve({ "POST /api/accounts": { status: 422, body: { code: "accounts.weak-password", title: "…", status: 422, errors: [{ pointer: "/password", code: "too_common" }] } } });
  expect(await problemOf(signUp("Rita"))).toMatchObject({ code: "accounts.weak-password", errors: [{ pointer: "/password" }] });
});

test("an answer that is no problem document still becomes one", async () => {
  serve({ "GET /api/me": { status: 502, body: "bad gateway" } });
  expect(await problemOf(ok(api.GET("/api/me")))).toMatchObject({ code: "unavailable", status: 502 });
});

test("a creation that got lost is sent again with the same key, and a new one gets a new key", async () => {
  let isDown = true;
  const asked = serve({
    "POST /api/accounts": () => {
      if (isDown) throw new TypeError("network is down");
      return { status: 202, body: { status: "mail-sent" } };
    },
  });
  expect(await problemOf(signUp("Rita"))).toMatchObject({ code: "offline" });
  isDown = false;
  await signUp("Rita");
  await signUp("Rita");
  await signUp("Vasco");
  const keys = asked.map((request) => request.headers.get("Idempotency-Key"));
  expect(keys.every((key) => key?.length === 32)).toBe(true);
  expect(new Set(keys.slice(0, 3)).size).toBe(1); // lost, tried again by itself, tried again by the person
  expect(new Set(keys).size).toBe(3);
});

test("a server that asks for a moment's patience is asked again", async () => {
  let turns = 0;
  serve({ "GET /api/me": () => (turns++ ? { body: { id: null } } : { status: 503 }) });
  const reply = problemOf(ok(api.GET("/api/me")));
  expect(await reply).toMatchObject({ code: "unavailable" }); // no Retry-After: it is not asked to death
  expect(turns).toBe(1);
});
