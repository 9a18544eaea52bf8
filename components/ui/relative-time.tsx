// A moment as people say it ("5 minutes ago"), with the exact one as title and for machines. Draws on server and client;
// the two may differ by a minute, so hydration does not compare the text.

type RelativeTimeProps = {
  date: Date;
  now?: Date;
};

const steps = [
  { unit: "year", seconds: 31_536_000 },
  { unit: "month", seconds: 2_592_000 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export function RelativeTime({ date, now = new Date() }: RelativeTimeProps) {
  const iso = date.toISOString();
  return (
    <time dateTime={iso} title={`${iso.slice(0, 19).replace("T", " ")} UTC`} suppressHydrationWarning>
      {relativeText(date, now)}
    </time>
  );
}

function relativeText(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1_000);
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  return step ? format.format(Math.trunc(seconds / step.seconds), step.unit) : "just now";
}
