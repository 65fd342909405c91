import { expect, test } from "vitest";
import { serve } from "../core/testing/server";
import { canLoosen, changeOf, loosen } from "./loosening";

test("each limit changes the fields that its rule reads, and no others", () => {
  expect(changeOf("travel", 60)).toEqual({ travel_km: 60 });
  expect(changeOf("hours", [20, 50])).toEqual({ hours_min: 20, hours_max: 50 });
  expect(changeOf("dates", [null, "2027-09-01"])).toEqual({ available_from: null, available_until: "2027-09-01" });
  expect(changeOf("education", 6)).toEqual({});
  expect(canLoosen("education", 6)).toBe(false);
});

test("what was loosened can be put back as it was", async () => {
  const asked = serve({ "GET /api/profiles/mine": { body: { travel_km: 35, hours_min: 30 } }, "PATCH /api/profiles/mine": { body: {} } });
  const undo = await loosen("travel", 60);
  await undo();
  const sent = await Promise.all(asked.filter((request) => request.method === "PATCH").map((request) => request.json()));
  expect(sent).toEqual([{ travel_km: 60 }, { travel_km: 35 }]);
});
