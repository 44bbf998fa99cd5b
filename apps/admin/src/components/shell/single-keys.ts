import { useSyncExternalStore } from "react";

const storageKey = "parley.single-keys";
const changed = "parley:single-keys";

/**
 * Whether single letters act. People who steer by voice or press keys by accident need them off (WCAG 2.1.4);
 * the choice stays in this browser.
 */
export function singleKeysOn(): boolean {
  try {
    return window.localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(isOn: boolean): void {
  window.localStorage.setItem(storageKey, isOn ? "on" : "off");
  window.dispatchEvent(new Event(changed));
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener(changed, listener);
      return () => window.removeEventListener(changed, listener);
    },
    singleKeysOn,
    () => true,
  );
}
