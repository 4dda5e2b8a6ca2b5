// Connections that the pages of a browser share. A browser opens six connections to a
// server that speaks HTTP/1.1; streams that hold all of them would leave none for the
// next request. So there are four places for streams, of which pages out of sight take
// two at most. A page that waits for a place gets it when its holder has had a turn:
// the holder's stream is closed, and goes on after its last position when it has a
// place again.

/** What is used of the Web Locks API. */
interface Locks {
  request(name: string, options: { signal: AbortSignal }, callback: (lock: { name: string }) => Promise<void>): Promise<void>;
  query(): Promise<{ pending?: { name?: string }[] }>;
}

const visible = [0, 1, 2, 3].map((n) => `blocks-stream-${n}`);
const hidden = visible.slice(2);
const turn = 300; // ms that a place is held at least

/** Pages without a secure context (plain HTTP in a network) have no locks, and do not share. */
const locks = (navigator as { locks?: Locks }).locks;

/**
 * Waits for a place, and holds it while `use` runs. The signal says that the turn is
 * over. There is no result if `stop`, or a change of the page's visibility, ended the
 * waiting.
 */
export async function inPlace<T>(stop: AbortSignal, use: (over: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  if (!locks) return use(over.signal);
  const waiting = new AbortController();
  const give = () => (waiting.abort(), over.abort());
  const cancel = () => waiting.abort();
  let result: Promise<T> | undefined;
  const take = async ({ name }: { name: string }) => {
    if (waiting.signal.aborted) return; // another place came first
    waiting.abort();
    const timer = setInterval(() => void awaited(name).then((is) => is && give()), turn);
    result = use(over.signal);
    await result.catch(() => {});
    clearInterval(timer);
  };
  stop.addEventListener("abort", cancel);
  document.addEventListener("visibilitychange", give);
  const names = document.hidden ? hidden : visible;
  await Promise.all(names.map((name) => locks.request(name, { signal: waiting.signal }, take).catch(() => {})));
  stop.removeEventListener("abort", cancel);
  document.removeEventListener("visibilitychange", give);
  return result;
}

/** Whether a page waits for a place. */
async function awaited(name: string): Promise<boolean> {
  const { pending } = await locks!.query();
  return !!pending?.some((p) => p.name === name);
}
