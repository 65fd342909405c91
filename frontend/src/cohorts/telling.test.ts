import { expect, test } from "vitest";
import type { Programme } from "./calls";
import { programmeDraftOf, programmeFormOf } from "./form";
import { tellEquity } from "./telling";

const programme = (equity_min: number, equity_max: number) => ({ equity_min, equity_max }) as Programme;

test("equity is kept in hundredths of a per cent and told in per cent", () => {
  expect(tellEquity(programme(0, 0))).toBe("takes no equity");
  expect(tellEquity(programme(500, 500))).toBe("takes 5% of equity");
  expect(tellEquity(programme(250, 500))).toBe("takes 2.5–5% of equity");
});

test("what an editor shows goes back as it came", () => {
  const it = { equity_min: 250, equity_max: 700, grant_amount: 150050, fee_amount: 0, organisation: { id: "o" }, municipality: { id: "m" }, title: "Winter studio", summary: "…", description: "", lang: "pt", url: null, remote_share: 20, weekly_hours: null, stage: "any", offers: [], currency: "EUR", sector_ids: [], teaches: [] };
  const draft = programmeDraftOf(programmeFormOf(it as never));
  expect(draft).toMatchObject({ equity_min: 250, equity_max: 700, grant_amount: 150050, fee_amount: 0, organisation_id: "o", municipality_id: "m" });
});
