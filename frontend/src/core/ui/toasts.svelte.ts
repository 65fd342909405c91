/** Short news at the edge of the page, with a way back instead of "are you sure". */
export type Toast = { id: number; text: string; undo?: () => unknown; isAlarm: boolean };

const LASTS = 8_000;
let toasts = $state.raw<Toast[]>([]);
let next = 1;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

export const news = {
  get toasts() {
    return toasts;
  },
};

/** Say something short. With `undo` it offers to take it back. */
export function tell(text: string, { undo, isAlarm = false }: { undo?: () => unknown; isAlarm?: boolean } = {}): void {
  const toast = { id: next++, text, undo, isAlarm };
  toasts = [...toasts.slice(-2), toast];
  resume(toast.id);
}

export function dismiss(id: number): void {
  hold(id);
  toasts = toasts.filter((toast) => toast.id !== id);
}

/** A toast that is read or focused waits. */
export function hold(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

export function resume(id: number): void {
  hold(id);
  timers.set(id, setTimeout(() => dismiss(id), LASTS));
}
