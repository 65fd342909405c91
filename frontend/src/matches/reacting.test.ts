import { expect, test, vi } from "vitest";
import { serve } from "../core/testing/server";
import type { Card } from "./calls";
import { opens, react, remembering } from "./reacting";

const RECEIPT = "a".repeat(64);
const page = (...ids: string[]) => Promise.resolve({ receipt_id: RECEIPT, items: ids.map((thing_id) => ({ market: "opportunities", thing_id }) as Card) } as Awaited<ReturnType<typeof remembering>>);

test("what is done with a thing is told with the page on which it was seen, and of other things nothing is", async () => {
  const asked = serve({ "POST /api/reactions": { status: 204 } });
  await remembering(page("one", "two"));
  react("opportunities", "one", "saved");
  react("opportunities", "elsewhere", "saved");
  react("mentors", "one", "saved");

  const card = document.createElement("li");
  card.innerHTML = '<a href="/opportunities/two">it</a><a href="/organisations/x">whose</a><button>save</button>';
  document.body.append(card);
  const end = opens("opportunities", "two")(card);
  card.addEventListener("click", (event) => event.preventDefault());
  for (const part of card.children) (part as HTMLElement).click();
  end();
  card.querySelector("a")!.click();
  await vi.waitFor(() => expect(asked.length).toBe(2));
  expect(await Promise.all(asked.map((request) => request.json()))).toEqual([
    { receipt_id: RECEIPT, market: "opportunities", thing_id: "one", deed: "saved" },
    { receipt_id: RECEIPT, market: "opportunities", thing_id: "two", deed: "opened" },
  ]);
});
