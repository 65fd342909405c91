import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import ArithmeticTable from "./ArithmeticTable.svelte";
import Combobox from "./Combobox.svelte";
import Field from "./Field.svelte";
import ProblemNote from "./ProblemNote.svelte";
import SumBar from "./SumBar.svelte";

test("a field says what is wrong to eyes and ears, and keeps what was typed", () => {
  const problem = { code: "invalid", title: "", status: 422, errors: [{ pointer: "/name", code: "string_too_short", params: { min_length: 3 } }] };
  render(Field, { label: "Name", name: "name", value: "Al", hint: "As on the door", problem });
  const input = screen.getByLabelText<HTMLInputElement>("Name");
  expect(input.value).toBe("Al");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  const described = input.getAttribute("aria-describedby")!.split(" ").map((id) => document.getElementById(id)!.textContent);
  expect(described.join(" ")).toContain("As on the door");
  expect(described.join(" ")).toContain("at least 3 characters");
});

test("a problem is said in words, with the way out", () => {
  render(ProblemNote, { problem: { code: "stale", title: "", status: 409 } });
  expect(screen.getByRole("alert").textContent).toContain("What you typed is still here");
});

test("a code newer than this page falls back to the server's title", () => {
  render(ProblemNote, { problem: { code: "spaces.on-fire", title: "The space is on fire.", status: 409 } });
  expect(screen.getByRole("alert").textContent).toContain("The space is on fire.");
});

test("a lost connection offers to try again", async () => {
  const onretry = vi.fn();
  render(ProblemNote, { problem: { code: "offline", title: "", status: 0 }, onretry });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onretry).toHaveBeenCalledOnce();
});

test("the combobox is driven by keys alone", async () => {
  const onpick = vi.fn();
  const suggest = async () => [{ id: "1", name: "Blender" }, { id: "2", name: "Blown glass" }];
  render(Combobox<{ id: string; name: string }>, { label: "Skill", suggest, name: (item) => item.name, onpick });
  const box = screen.getByRole("combobox", { name: "Skill" });
  await userEvent.type(box, "bl");
  await screen.findByRole("option", { name: "Blown glass" });
  expect(box.getAttribute("aria-expanded")).toBe("true");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(onpick).toHaveBeenCalledWith({ id: "2", name: "Blown glass" });
  expect((box as HTMLInputElement).value).toBe("");
  expect(box.getAttribute("aria-expanded")).toBe("false");
});

test("the arithmetic that is shown adds up as shown", () => {
  const lines = [14.04, 9.46, 5.25, -6.04].map((points, i) => ({ code: `f${i}`, label: `Factor ${i}`, points }));
  render(ArithmeticTable, { caption: "Sum", base: 49.24, lines, total: 71.95 });
  const shown = screen.getAllByRole("cell").map((cell) => Number(cell.textContent!.replace("−", "-")));
  const sum = shown.pop()!;
  expect(shown.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 9);
});

test("the match bar tells its parts in words, and arrows walk along them", async () => {
  const segments = [
    { code: "skills", label: "Skills", points: 14.2 },
    { code: "place", label: "Place", points: 11.4, detail: "22 km" },
    { code: "time", label: "Time", points: -6 },
  ];
  render(SumBar, { base: 50, segments });
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe("Fit: start 50, Time −6, Skills 14, Place 12, not there yet 24");
  await userEvent.tab();
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(document.activeElement?.textContent).toContain("Place");
  expect(screen.getByText("22 km")).toBeTruthy();
});

test("a bar of many parts names the largest, and tells the others together when asked", async () => {
  const segments = [9, 5, 4, 3, 2, 1.6, 1.4, -0.4].map((points, i) => ({ code: `f${i}`, label: `Factor ${i}`, points }));
  render(SumBar, { base: 40, segments });
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe("Fit: start 40, Factor 0 9, Factor 1 5, Factor 2 4, Factor 3 3, 3 others 5, not there yet 34");
  await userEvent.hover(screen.getByRole("button", { name: "3 others 5" }));
  expect(screen.getByText(/Factor 4 \+2.0, Factor 5 \+1.6, Factor 6 \+1.4/)).toBeTruthy();
});

test("a distrustful reader with a pencil finds the score of the card in its legend, and the bar full", () => {
  let seed = 11;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 60; round++) {
    const base = 30 + random() * 25;
    const room = (100 - base) * (round % 5 ? random() : 1);
    const shares = Array.from({ length: 1 + Math.floor(random() * 9) }, random);
    const all = shares.reduce((a, b) => a + b, 0);
    const gains = shares.map((share) => (room * share) / all);
    const losses = Array.from({ length: Math.floor(random() * 6) }, () => -random() * 4);
    const segments = [...gains, ...losses].map((points, i) => ({ code: `f${i}`, label: "Factor", points }));
    const score = base + segments.reduce((sum, { points }) => sum + points, 0);
    const { container, unmount } = render(SumBar, { base, segments });
    const shown = [...container.querySelectorAll("button")].map((part) => Number(part.querySelector("b")!.textContent!.replace("−", "-")));
    const missing = shown.pop()!;
    const sum = shown.reduce((a, b) => a + b, 0);
    expect(sum, `${base} ${JSON.stringify(segments)}`).toBe(Math.round(score));
    expect(shown).not.toContain(0);
    expect(sum + missing - shown.filter((points) => points < 0).reduce((a, b) => a + b, 0)).toBe(100);
    unmount();
  }
});
