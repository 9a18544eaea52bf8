"use client";
// Keeps the keyboard's place: where the control that had the focus disappears (a button whose work is done, a row that is
// removed, a page that is left), the focus goes to the next sensible place instead of falling out of the page.
import { useEffect } from "react";
import { isUsable, nextFocus, type Trail, trailOf } from "./next-focus.ts";

const overlays = '[role="dialog"], [role="menu"], [role="listbox"]';

export function FocusKeeper() {
  useEffect(() => {
    const keeper = new Keeper();
    return () => keeper.stop();
  }, []);
  return null;
}

/** The control outside dialogs and menus that has the focus, or had it when they were opened. */
type Holder = { readonly control: HTMLElement; readonly trail: Trail; readonly path: string };

class Keeper {
  #holder: Holder | null = null;
  /** The control's question was asked in a dialog. */
  #isAnswered = false;
  /** The new page had no heading yet: it gets the focus when it comes. */
  #awaitsHeading = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = new MutationObserver(() => this.#look());

  constructor() {
    document.addEventListener("focusin", this.#enter);
    document.addEventListener("focusout", this.#leave);
    this.#observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["disabled", "hidden", "href"],
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    document.removeEventListener("focusin", this.#enter);
    document.removeEventListener("focusout", this.#leave);
  }

  readonly #enter = ({ target, relatedTarget }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target.closest(overlays)) return;
    if (target.id === "main" && this.#awaitsHeading) return;
    this.#awaitsHeading = false;
    this.#isAnswered = relatedTarget instanceof Element && relatedTarget.closest(overlays) !== null;
    this.#holder = { control: target, trail: trailOf(target), path: location.pathname };
  };

  /** Somebody who presses beside every control gives the focus up; a window that loses it does not. */
  readonly #leave = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) return;
    queueMicrotask(() => {
      const control = this.#holder?.control;
      if (target === control && document.hasFocus() && control && isUsable(control)) this.#holder = null;
    });
  };

  /** Once all changes of this turn are made. */
  #look(): void {
    clearTimeout(this.#timer);
    if (this.#holder !== null) this.#timer = setTimeout(() => this.#check(), 0);
  }

  #check(): void {
    if (this.#holder === null || document.querySelector(overlays)) return;
    const active = document.activeElement;
    const isLost = active === null || active === document.body || active.matches(":disabled");
    if (this.#awaitsHeading && (isLost || active?.id === "main")) this.#enterPage();
    else if (isLost) this.#moveOn(this.#holder);
  }

  #moveOn({ control, trail, path }: Holder): void {
    if (isUsable(control)) control.focus();
    else if (path !== location.pathname) this.#enterPage();
    else {
      const target = nextFocus(trail, this.#isAnswered);
      if (target) focusOn(target);
      else this.#enterPage();
    }
  }

  #enterPage(): void {
    const heading = document.querySelector<HTMLElement>("#main h1");
    this.#awaitsHeading = heading === null;
    if (heading) focusOn(heading);
    else document.getElementById("main")?.focus({ preventScroll: true });
  }
}

/** A heading takes the focus for this once, and is no stop of the keyboard afterwards. */
function focusOn(target: HTMLElement): void {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) {
    target.tabIndex = -1;
    target.addEventListener("blur", () => target.removeAttribute("tabindex"), { once: true });
  }
  target.focus({ preventScroll: target.tagName === "H1" });
}
