"use client";
// Alternatives of a schema, one at a time: as tabs, or from a list where there are many. All stand in the page; without
// scripts, and on paper, one below the other.
import { type ReactNode, useState } from "react";
import { useRepeatedSuffix } from "./repeated-rows.tsx";
import { SHOWN_BY, SHOWN_FOR } from "./reveal.ts";
import { TabButtons } from "./tab-buttons.tsx";

/** More tabs than this are a list to choose from. */
const MOST_TABS = 8;

export type ChoicePanel = { readonly id: string; readonly name: string; readonly panel: ReactNode };
type ReadingSchemaChoiceProps = { id: string; words: string; panels: readonly ChoicePanel[] };

export function ReadingSchemaChoice({ words, ...props }: ReadingSchemaChoiceProps) {
  const [chosen, setChosen] = useState(0);
  const suffix = useRepeatedSuffix();
  const id = `${props.id}${suffix}`;
  const panels = props.panels.map((panel) => ({ ...panel, id: `${panel.id}${suffix}` }));
  const isList = panels.length > MOST_TABS;
  const choose = { chosen, onChoose: setChosen };
  return (
    <div className="choice">
      {isList ? (
        <OptionList id={id} words={words} panels={panels} {...choose} />
      ) : (
        <OptionTabs words={words} panels={panels} {...choose} />
      )}
      {panels.map((panel, index) => {
        const shown = isList
          ? { role: "group", "aria-label": panel.name, [SHOWN_BY]: `${id}-list`, [SHOWN_FOR]: index }
          : { role: "tabpanel", "aria-labelledby": tabId(panel) };
        return (
          <div key={panel.id} className="option" hidden={index !== chosen} {...shown}>
            {panel.panel}
          </div>
        );
      })}
    </div>
  );
}

type ChooserProps = Omit<ReadingSchemaChoiceProps, "id"> & {
  chosen: number;
  onChoose: (index: number) => void;
};

function OptionTabs({ words, panels, chosen, onChoose }: ChooserProps) {
  const tabs = panels.map((panel) => ({ id: tabId(panel), name: panel.name }));
  return (
    <div className="chooser">
      <span className="quiet">{words}</span>
      <TabButtons label={words} tabs={tabs} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}

function OptionList({ id, words, panels, chosen, onChoose }: ChooserProps & { id: string }) {
  return (
    <div className="chooser">
      <label className="quiet" htmlFor={`${id}-list`}>
        {words} ({panels.length})
      </label>
      <select
        id={`${id}-list`}
        value={chosen}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        {panels.map((panel, index) => (
          <option key={panel.id} value={index}>
            {panel.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function tabId(panel: ChoicePanel): string {
  return `${panel.id}-tab`;
}
