// From a document of AsyncAPI 2.0 to 2.6 to one of 3.0, in the house's form. The community's converter does the work; what it
// loses is put right around it or said.
import { convert } from "@asyncapi/converter";
import { visit } from "yaml";
import { exactYaml } from "#lib/asyncapi/exact-text.ts";
import { exactValue } from "#lib/asyncapi/exact-value.ts";
import { isJsonObject, objectAt } from "#lib/asyncapi/json-value.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";
import type { ImportChoices } from "../import-reading.ts";
import { ChannelAliases } from "./channel-aliases.ts";
import { ConversionKeys } from "./conversion-keys.ts";
import { type ConversionNote, ConversionNotes } from "./conversion-note.ts";
import { ExactPlain } from "./exact-plain.ts";
import { finishDocument } from "./finish-document.ts";
import { fitBindings, type RefusedPlaces } from "./fit-bindings.ts";
import { namesByRef } from "./message-name.ts";
import { followPayloads, keepParameterSchemas, storeChoices } from "./moved-parts.ts";
import { prepareDocument, usedComponentChannels } from "./prepare-document.ts";
import { spellForConverter } from "./ref-spelling.ts";

export type Conversion = {
  readonly text: string;
  /** At places of the text as it came. */
  readonly notes: readonly ConversionNote[];
  /** Query and fragment of servers' URLs, by the server's key. */
  readonly queryByServer: ReadonlyMap<string, string>;
};

/**
 * Throws where the document is too far from AsyncAPI 2 to be converted. Bindings that `refusedPlaces` has are made to fit; left
 * out, they stay as they are.
 */
export function convertDocument(
  source: YamlSource,
  { isSwapped }: ImportChoices,
  refusedPlaces: RefusedPlaces = () => [],
): Conversion {
  const plain = new ExactPlain();
  const document = plain.toPlain(exactValue(source));
  if (!isJsonObject(document)) throw new TypeError("A document is an object");
  keepParameterSchemas(document);
  storeChoices(document);
  const before = structuredClone(document);
  const notes = new ConversionNotes();
  const queryByServer = new Map<string, string>();
  noteLayout(source, notes);
  const spellings = spellForConverter(document);
  const used = usedComponentChannels(document);
  prepareDocument({ document, plain, notes, queryByServer });
  const stored = objectAt(document, ["components", "channels"]);
  const isEnteredByRef = (name: string) =>
    [...spellings.keys()].some((ref) => ref.startsWith(`#/components/channels/${name}/`));
  for (const name of used) if (!isEnteredByRef(name)) delete stored[name];
  const aliases = new ChannelAliases();
  aliases.enter(document);
  const keys = new ConversionKeys(notes, { isSwapped, aliases, messageNames: namesByRef(document) });
  const pointOfView = isSwapped ? "client" : "application";
  const converted: unknown = convert({ ...document, asyncapi: "2.6.0" }, "3.0.0", {
    v2tov3: { pointOfView, idGenerator: (keyed) => keys.keyFor(keyed) },
  });
  if (!isJsonObject(converted)) throw new TypeError("The converter gives an object");
  const finished = finishDocument({ before, converted, plain, notes, spellings, aliases });
  followPayloads(finished);
  if (isJsonObject(finished)) fitBindings(finished, refusedPlaces, notes);
  return { text: exactYaml(plain.toExact(finished)), notes: notes.list(), queryByServer };
}

/** What a text has beside its values is not in the converted one. */
function noteLayout({ document }: YamlSource, notes: ConversionNotes): void {
  let hasComments = Boolean(document.commentBefore ?? document.comment);
  let hasAliases = false;
  visit(document, {
    Node(_key, node) {
      if (node.comment || node.commentBefore) hasComments = true;
    },
    Alias() {
      hasAliases = true;
    },
  });
  if (hasComments) {
    const message = "Comments are not in the converted text. The text as it came, which is kept, has them.";
    notes.info("comments", message, []);
  }
  if (hasAliases) {
    notes.info("aliases", "Aliases are written out in the converted text.", []);
  }
}
