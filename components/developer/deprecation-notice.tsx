// What readers of a deprecated API are told: until when it stays, and what replaces it. Draws on the server.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import type { DeprecationNotice as Notice } from "#lib/catalogue/entry.ts";

type DeprecationNoticeProps = {
  notice: Notice;
  /** Where the page of what replaces it stands. */
  hrefOf: (apiId: string) => string;
};

export function DeprecationNotice({ notice: { retiresOn, successor }, hrefOf }: DeprecationNoticeProps) {
  return (
    <Alert severity="warning" role="note" sx={{ my: 2 }}>
      This API is deprecated and takes no new subscriptions.{" "}
      {retiresOn === null ? "" : `It retires on ${dayWords(retiresOn)}. `}
      {successor === null ? null : (
        <>
          Use{" "}
          <Link href={hrefOf(successor.id)} underline="always" color="inherit">
            {successor.name} {successor.version}
          </Link>{" "}
          in its place.
        </>
      )}
    </Alert>
  );
}

/** One line, for a card. */
export function deprecationLine({ retiresOn, successor }: Notice): string {
  const until = retiresOn === null ? "" : `, retires on ${dayWords(retiresOn)}`;
  const instead = successor === null ? "" : `; ${successor.name} ${successor.version} replaces it`;
  return `Deprecated${until}${instead}`;
}

const format = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });

/** A day as 2027-03-31, in words: "March 31, 2027". */
function dayWords(day: string): string {
  return format.format(new Date(`${day}T00:00:00Z`));
}
