import { expect, test, vi } from "vitest";
import { Refused } from "./api";
import { deciding, tellChanges } from "./deciding";

const refusal = (code: string) => Promise.reject(new Refused({ code, title: "", status: 409 }));

test("what was changed since it was read is fetched again, and the decision stays refused", async () => {
  const again = vi.fn(async () => undefined);
  await expect(deciding(refusal("read-again"), again)).rejects.toThrow("read-again");
  expect(again).toHaveBeenCalledOnce();
});

test("another refusal, or none, fetches nothing", async () => {
  const again = vi.fn(async () => undefined);
  await expect(deciding(refusal("not-now"), again)).rejects.toThrow("not-now");
  expect(await deciding(Promise.resolve(1), again)).toBe(1);
  expect(again).not.toHaveBeenCalled();
});

test("what changed is named once, and never guessed", () => {
  const before = { pay_min: 1, pay_max: 2, title: "Animator", zone: "Europe/Lisbon", updated_at: "1" };
  const names = { title: "opportunities.title", pay: "opportunities.pay" } as const;
  expect(tellChanges(before, { ...before, pay_min: 2, pay_max: 3, title: "Rigger", updated_at: "2" }, names)).toBe("Changed since you read it: Pay and Title.");
  expect(tellChanges(before, { ...before, zone: "Europe/Madrid" }, names)).toBe("Changed since you read it: other details.");
});
