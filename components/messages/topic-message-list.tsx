"use client";
// The messages of a topic among its fields, by direction, each leading to its own page.
import AddIcon from "@mui/icons-material/AddOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useId } from "react";
import type { TopicMessage } from "#lib/messages/topic-messages.ts";
import { messageHref } from "./message-address.ts";
import { MessageDirections } from "./message-directions.tsx";

type TopicMessageListProps = {
  apiId: string;
  /** Null for a topic that is not saved yet. */
  channelKey: string | null;
  /** Address of the topic, for names. */
  address: string;
  messages: readonly TopicMessage[];
};

export function TopicMessageList({ apiId, channelKey, address, messages }: TopicMessageListProps) {
  const titleId = useId();
  return (
    <Box component="section" aria-labelledby={titleId}>
      <Typography variant="body2" component="h3" id={titleId} sx={{ fontWeight: 600, mb: 0.5 }}>
        Messages
      </Typography>
      {channelKey === null ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Save the topic first, then give it messages.
        </Typography>
      ) : (
        <>
          {messages.length === 0 ? (
            <Typography variant="body2" sx={{ color: "text.secondary" }}>
              None yet: the documentation cannot say what passes here.
            </Typography>
          ) : null}
          <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 0.5 }}>
            {messages.map((message) => (
              <MessageLine
                key={message.key}
                message={message}
                href={messageHref(apiId, channelKey, message.key)}
              />
            ))}
          </Stack>
          <Button
            size="small"
            startIcon={<AddIcon />}
            sx={{ mt: 0.5 }}
            href={messageHref(apiId, channelKey, null)}
            aria-label={`Add message to ${address}`}
          >
            Add message
          </Button>
        </>
      )}
    </Box>
  );
}

function MessageLine({ message, href }: { message: TopicMessage; href: string }) {
  const { name, title, payload, types } = message;
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{ alignItems: "center", flexWrap: "wrap", columnGap: 1.5, rowGap: 0.25, py: 0.5 }}
    >
      <Link href={href} sx={{ fontWeight: 600, overflowWrap: "anywhere", minWidth: 0 }}>
        {name}
      </Link>
      {title && title !== name ? <Typography variant="body2">{title}</Typography> : null}
      {payload ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {payload}
        </Typography>
      ) : null}
      <MessageDirections types={types} />
    </Stack>
  );
}
