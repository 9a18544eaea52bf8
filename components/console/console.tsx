"use client";
// Talk to an API's topics from the browser: connect, send, and see what passes, in the words of the definition.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { CreateTestKey } from "#components/overview/try-it.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Fold } from "#components/ui/fold.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useSigned } from "#components/ui/use-action.ts";
import type { Catalogue } from "#lib/console/catalogue.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import type { ExplainAttempt } from "./attempt-explanations.ts";
import { BrokenNote } from "./broken-note.tsx";
import { Composer } from "./composer.tsx";
import { ConnectPanel } from "./connect-panel.tsx";
import { ANY_TOPIC, choosableTopics, isConnectValues, startValues } from "./connect-values.ts";
import { ConnectionList } from "./connection-list.tsx";
import type { ConsoleConnection } from "./console-connection.ts";
import { ConsoleLayout } from "./console-layout.tsx";
import { keptKey } from "./console-place.ts";
import { ConsoleSamples } from "./console-samples.tsx";
import { draftOfPassed } from "./draft.ts";
import { keptTarget } from "./kept-connections.ts";
import { useKept } from "./kept-values.ts";
import { unreconnectableWords } from "./redial.ts";
import type { RemoteConsole } from "./remote-console.ts";
import { SavedMessagesFold } from "./saved-messages.tsx";
import { SendFile } from "./send-file.tsx";
import { TranscriptPanel } from "./transcript-panel.tsx";
import type { ServingStatus } from "./until-served.ts";
import { useComposer } from "./use-composer.ts";
import { useConnect } from "./use-connect.ts";
import { useConsole, useView } from "./use-console.ts";
import { useCredential } from "./use-credential.ts";
import type { SavedMessageActions } from "./use-saved-messages.ts";

type ConsoleProps = {
  apiId: string;
  apiName: string;
  basePath: string;
  urls: GatewayUrls;
  hasSandbox: boolean;
  /** Of a message from a client; 0 for any. */
  maxMessageBytes: number;
  catalogue: Catalogue;
  /** Address of the topic to begin with; null for the first. */
  startTopic: string | null;
  /** Page of the gateway's records of connections; null for who may not see it. */
  recordsHref: string | null;
  /** Where a person gets a key to use elsewhere, in words. */
  keySource: string;
  actions: {
    createTestKey: CreateTestKey;
    servingStatus: ServingStatus;
    explain: ExplainAttempt;
    lookUp: Action<{ apiId: string; attemptId: string }, string | null>;
    /** Null where messages are not kept. */
    saved: SavedMessageActions | null;
  };
};

/** Of a console that was ended nothing is shown any more, and nothing that was typed into it. */
export function Console(props: ConsoleProps) {
  const session = useConsole(props.apiId, props.catalogue.topics);
  const isEnded = useView(session, "isEnded");
  return isEnded ? <BrokenNote session={session} /> : <OpenConsole {...props} session={session} />;
}

function OpenConsole({ session, ...props }: ConsoleProps & { session: RemoteConsole }) {
  const { apiId, apiName, basePath, catalogue } = props;
  useExplain(session, props);
  const connections = useView(session, "connections");
  const target = useTarget(session.place, props);
  const composer = useComposer(session, connections);
  const opening = useOpening(session, target, props);
  return (
    <Stack sx={{ gap: 2.5 }}>
      <BrokenNote session={session} />
      <ConsoleLayout
        connect={
          <ConnectSection
            {...props}
            session={session}
            connections={connections}
            target={target}
            opening={opening}
          />
        }
        send={<SendSection session={session} maxBytes={props.maxMessageBytes} composer={composer} />}
        messages={
          <SectionCard title="Messages">
            <TranscriptPanel
              apiName={apiName}
              basePath={basePath}
              session={session}
              topics={catalogue.topics}
              connections={connections}
              onEditAgain={({ body }) => typeof body === "string" && composer.take(draftOfPassed(body))}
            />
          </SectionCard>
        }
        further={
          <SectionCard title="Use it again">
            {props.actions.saved ? (
              <SavedMessagesFold
                apiId={apiId}
                actions={props.actions.saved}
                draft={composer.draft}
                onLoad={composer.take}
              />
            ) : null}
            <Fold title="The same from elsewhere" summary="wscat, websocat, browser, Node.js, Python, Go">
              <Box sx={{ pt: 1 }}>
                <ConsoleSamples
                  session={session}
                  target={composer.target}
                  url={opening.connecting.url}
                  values={target.values}
                  draft={composer.draft}
                  keySource={props.keySource}
                />
              </Box>
            </Fold>
          </SectionCard>
        }
      />
    </Stack>
  );
}

type SendSectionProps = {
  session: RemoteConsole;
  /** Of a message from a client; 0 for any. */
  maxBytes: number;
  composer: ReturnType<typeof useComposer>;
};

function SendSection({ session, maxBytes, composer }: SendSectionProps) {
  return (
    <SectionCard title="Send">
      <Composer
        choices={composer.choices}
        target={composer.target}
        unsendable={composer.unsendable}
        messages={composer.messages}
        draft={composer.draft}
        view={composer.view}
        onView={(view) => composer.change({ view })}
        prepared={composer.prepared}
        onTarget={(target) => session.aim(target)}
        onDraft={composer.change}
        onMessage={composer.choose}
        onTake={composer.take}
        send={composer.send}
        repeating={composer.repeating}
        older={composer.older}
        newer={composer.newer}
      >
        <SendFile maxBytes={maxBytes} canSend={composer.isOpen} send={composer.sendBytes} />
      </Composer>
    </SectionCard>
  );
}

/** Why attempts ended is asked as the person of this page, also when the page is left. */
function useExplain(session: RemoteConsole, { apiId, actions: { explain } }: ConsoleProps): void {
  const signed = useSigned();
  useEffect(
    () => session.explainWith((question) => callAction(() => explain(signed({ apiId, ...question })))),
    [session, apiId, explain, signed],
  );
}

/** How a connection is opened from here: the address, and the key that a person brings. */
function useOpening(
  session: RemoteConsole,
  target: ReturnType<typeof useTarget>,
  { apiId, actions }: ConsoleProps,
) {
  const [ownKey, setOwnKey] = useOwnKey(session);
  const getKey = useCredential(apiId, actions);
  const connecting = useConnect({ ...target, session, ownKey, setOwnKey, getKey });
  return { ownKey, setOwnKey, connecting };
}

type ConnectSectionProps = ConsoleProps & {
  session: RemoteConsole;
  connections: readonly ConsoleConnection[];
  target: ReturnType<typeof useTarget>;
  opening: ReturnType<typeof useOpening>;
};

function ConnectSection({ session, connections, target, opening, ...props }: ConnectSectionProps) {
  const { apiId, recordsHref, actions } = props;
  const { topic, topics, values, setValues } = target;
  const { ownKey, setOwnKey, connecting } = opening;
  const signed = useSigned();
  return (
    <SectionCard title="Connect">
      <ConnectPanel
        topics={topics}
        topic={topic}
        values={values}
        url={connecting.url}
        hasSandbox={props.hasSandbox}
        ownKey={ownKey}
        onChange={setValues}
        onOwnKey={setOwnKey}
        asked={connecting.asked}
        button={
          <SubmitButton
            type="button"
            variant="contained"
            isPending={connecting.isPending}
            pendingLabel="Connecting…"
            onClick={() => void connecting.connect()}
          >
            {connections.length > 0 ? "Connect another" : "Connect"}
          </SubmitButton>
        }
      >
        <FormError refusal={connecting.refusal} />
        <ConnectionList
          connections={connections}
          told={useView(session, "told")}
          recordsHref={recordsHref}
          onClose={(id) => session.close(id)}
          onReconnect={(id) => void connecting.reconnect(id)}
          whyNotAgain={(it) => unreconnectableWords(it, session.before(it.id), topics)}
          onRemove={(id) => session.remove(id)}
          findOnRecord={(attemptId) => callAction(() => actions.lookUp(signed({ apiId, attemptId })))}
          retries={useView(session, "retryAt")}
          onKeep={(id, isKept) => session.keep(id, isKept)}
        />
      </ConnectPanel>
    </SectionCard>
  );
}

/** Where to connect: what was chosen in this tab before, and the topic that the address of the page names. */
function useTarget(place: string, { catalogue, startTopic, urls, basePath }: ConsoleProps) {
  const [start] = useState(() => startValues(catalogue));
  const [values, setValues] = useKept(keptKey("target", place), start, isConnectValues, keptTarget);
  useEffect(() => {
    if (location.protocol === "https:") setValues({ transport: "wss" });
    if (startTopic !== null) setValues({ address: startTopic, parameters: {}, query: {} });
  }, [startTopic, setValues]);
  const { topics: known } = catalogue;
  const topics = useMemo(() => choosableTopics(known), [known]);
  const topic = topics.find(({ address }) => address === values.address) ?? topics[0] ?? ANY_TOPIC;
  const { ws, wss } = urls;
  const apiUrls = useMemo(() => ({ ws: ws + basePath, wss: wss + basePath }), [ws, wss, basePath]);
  return { topics, topic, values, setValues, apiUrls };
}

/** In memory only: of the console, which outlives the page. */
function useOwnKey(session: RemoteConsole): readonly [string, (key: string) => void] {
  const [ownKey, setOwnKey] = useState(session.ownKey);
  const set = useCallback(
    (key: string) => {
      session.ownKey = key;
      setOwnKey(key);
    },
    [session],
  );
  return [ownKey, set];
}
