// One person of a team: role, since when, and what the owners may do with them.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { TeamMember } from "#lib/teams/team.ts";
import { roleLabels } from "./role-words.ts";

type MemberRowProps = {
  member: TeamMember;
  isSelf: boolean;
  /** Left out where the person who looks may not do it. */
  onSetRole?: () => void;
  /** Of oneself it is leaving. */
  onRemove?: () => void;
};

export function MemberRow({ member, isSelf, onSetRole, onRemove }: MemberRowProps) {
  const { username, role } = member;
  const roleVerb = role === "owner" ? "Make a member" : "Make an owner";
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{ gap: 1.5, alignItems: "center", flexWrap: "wrap" }}
    >
      <Box sx={{ flex: "1 1 220px", minWidth: 0, overflowWrap: "anywhere" }}>
        <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
          <strong>{username}</strong>
          <Chip size="small" variant="outlined" label={roleLabels[role]} />
        </Stack>
        <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
          {member.name === username ? null : <div>{member.name}</div>}
          {member.addedBy === username ? "Made the team" : "Added"} <RelativeTime date={member.addedAt} />
          {member.addedBy === username ? "" : ` by ${member.addedBy}`}
        </Typography>
      </Box>
      {/* Where they stand below, their words begin where the name does. */}
      <Stack direction="row" sx={{ gap: 1, ml: { xs: -1.25, sm: 0 } }}>
        {onSetRole ? (
          <Button
            size="small"
            color="secondary"
            onClick={onSetRole}
            aria-label={isSelf ? roleVerb : `${roleVerb}: ${username}`}
          >
            {roleVerb}
          </Button>
        ) : null}
        {onRemove ? (
          <Button
            size="small"
            color="error"
            onClick={onRemove}
            aria-label={isSelf ? "Leave" : `Remove ${username}`}
          >
            {isSelf ? "Leave" : "Remove"}
          </Button>
        ) : null}
      </Stack>
    </Stack>
  );
}
