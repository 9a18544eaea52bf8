// What stands in the place of a text that has not come.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";

type NoTextProps = {
  /** Why it does not come; null while it may. */
  problem: string | null;
  onRetry: () => void;
  /** About that of the text. */
  height?: number | string;
};

export function NoText({ problem, onRetry, height = 240 }: NoTextProps) {
  if (problem === null)
    return (
      <Skeleton variant="rounded" height={height} role="status" aria-label="The text is being fetched" />
    );
  const retry = (
    <Button size="small" color="inherit" onClick={onRetry}>
      Try again
    </Button>
  );
  return (
    <Alert severity="error" action={retry}>
      {problem}
    </Alert>
  );
}
