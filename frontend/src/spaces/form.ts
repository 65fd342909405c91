/** What the editors of spaces and places hold, and what the server wants of it. */
import { cents, euros } from "../core/cents";
import type { PlaceDetail, PlaceDraft, SpaceDetail, SpaceDraft } from "./calls";

type Lang = SpaceDraft["lang"];

/** Amounts in euros, as people type them. */
export type SpaceForm = Omit<Required<SpaceDraft>, "price" | "deposit"> & { amount: number | null; held: number | null };

export const blankSpace = (place_id: string, lang: Lang): SpaceForm => ({
  place_id,
  kind: "room",
  name: "",
  summary: "",
  description: "",
  lang,
  area_m2: null,
  seats: null,
  amount: null,
  price_period: "day",
  currency: "EUR",
  held: null,
  price_note: "",
  opening_hours: "",
  available_from: null,
  available_until: null,
  step_free: null,
  lift: null,
  accessible_wc: null,
  hearing_loop: null,
  parking: null,
  accessible_parking: null,
  quiet: null,
  door_width_cm: null,
  access_note: "",
  power_amps: null,
  power_phases: null,
  ceiling_cm: null,
  internet_mbps: null,
  blackout: null,
  storey: null,
  flooring: "",
  load_in: "",
  sound: "",
  light: "",
  equipment_ids: [],
  activity_ids: [],
});

export function spaceFormOf(it: SpaceDetail): SpaceForm {
  const empty = blankSpace(it.place.id, it.lang as Lang);
  const same = Object.fromEntries(Object.keys(empty).flatMap((name) => (name in it ? [[name, it[name as keyof SpaceDetail]]] : [])));
  return { ...empty, ...same, amount: euros(it.price), held: euros(it.deposit), price_period: it.price_period ?? "day" };
}

export function spaceDraftOf({ amount, held, ...form }: SpaceForm): SpaceDraft {
  const price = cents(amount);
  return {
    ...form,
    price,
    price_period: price === null ? null : form.price_period,
    deposit: cents(held),
    available_from: form.available_from || null,
    available_until: form.available_until || null,
  };
}

export type PlaceForm = Omit<Required<PlaceDraft>, "municipality_id" | "lat" | "lon"> & { municipality_id: string | null };

export const blankPlace = (organisation_id: string, municipality_id: string | null, lang: Lang): PlaceForm => ({
  organisation_id,
  kind: "cultural_centre",
  name: "",
  description: "",
  lang,
  municipality_id,
  address: "",
  zone: "Europe/Lisbon",
  url: null,
});

export const placeFormOf = (it: PlaceDetail): PlaceForm => ({
  organisation_id: it.organisation.id,
  kind: it.kind,
  name: it.name,
  description: it.description,
  lang: it.lang as Lang,
  municipality_id: it.municipality.id,
  address: it.address,
  zone: it.zone,
  url: it.url,
});

export const placeDraftOf = (form: PlaceForm): PlaceDraft => ({ ...form, municipality_id: form.municipality_id!, url: form.url || null });
