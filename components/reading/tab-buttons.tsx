// A row of tabs by the pattern of WAI-ARIA: arrows, Home and End choose. Light: a page may have hundreds. Looks are the
// caller's.
import type { KeyboardEvent } from "react";

type TabButton = {
  readonly id: string;
  readonly name: string;
  /** Id of its panel. */
  readonly panelId?: string;
};

type TabButtonsProps = {
  label: string;
  tabs: readonly TabButton[];
  chosen: number;
  onChoose: (index: number) => void;
};

export function TabButtons({ label, tabs, chosen, onChoose }: TabButtonsProps) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = { ArrowRight: chosen + 1, ArrowLeft: chosen - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = (next + tabs.length) % tabs.length;
    onChoose(index);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  };
  return (
    <div role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ id, name, panelId }, index) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={id}
          aria-selected={index === chosen}
          aria-controls={panelId}
          tabIndex={index === chosen ? 0 : -1}
          onClick={() => onChoose(index)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
