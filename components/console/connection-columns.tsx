"use client";
// A list for each connection, side by side; where there is no room for several, one at a time.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type RefObject, useCallback, useRef } from "react";
import { ConnectionMark } from "./connection-mark.tsx";
import type { ConsoleConnection } from "./console-connection.ts";
import type { ColumnNews, ListWindow, Look } from "./console-news.ts";
import { MessageList, type MessageListProps } from "./message-list.tsx";

type ConnectionColumnsProps = Pick<
  MessageListProps,
  "chosen" | "pinned" | "time" | "onChoose" | "onPin" | "onFold"
> & {
  /** Those that have a column. */
  connections: readonly ConsoleConnection[];
  columns: readonly ColumnNews[];
  /** The box of the column in which a message was chosen last. */
  reader: RefObject<HTMLDivElement | null>;
  onLook: (look: Look) => void;
};

export function ConnectionColumns({ connections, columns, ...props }: ConnectionColumnsProps) {
  return (
    <Box sx={columnsLook}>
      {connections.map((connection) => (
        <Column
          key={connection.id}
          {...props}
          connection={connection}
          news={columns.find((column) => column.connection === connection.id)}
        />
      ))}
    </Box>
  );
}

type ColumnProps = Omit<ConnectionColumnsProps, "connections" | "columns"> & {
  connection: ConsoleConnection;
  /** Undefined until the thread has told of it. */
  news: ColumnNews | undefined;
};

function Column({ connection, news, reader, onChoose, onLook, ...props }: ColumnProps) {
  const { id, name, colour } = connection;
  const scroller = useRef<HTMLDivElement>(null);
  const look = useCallback((window: ListWindow) => onLook({ ...window, column: id }), [onLook, id]);
  const choose = useCallback(
    (message: number) => {
      reader.current = scroller.current;
      onChoose(message);
    },
    [reader, onChoose],
  );
  return (
    <Stack sx={{ gap: 0.5, minWidth: 0 }}>
      <div>
        <ConnectionMark name={name} colour={colour} />
      </div>
      {news && news.shown > 0 ? (
        <MessageList
          {...props}
          scroller={scroller}
          label={`Transcript of ${name}`}
          news={news}
          onChoose={choose}
          onLook={look}
        />
      ) : (
        <Typography variant="body2" sx={{ color: "text.secondary", p: 1 }}>
          Nothing here.
        </Typography>
      )}
    </Stack>
  );
}

const columnsLook = {
  display: "grid",
  gridAutoFlow: "column",
  gridAutoColumns: "minmax(min(100%, 320px), 1fr)",
  gap: 1.5,
  overflowX: "auto",
} as const;
