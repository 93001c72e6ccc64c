/**
 * `work` for whoever calls often: the first call waits `pause` milliseconds for others and does the work of all of
 * them, and while it goes on later ones wait for its end. Answers how to call and how to end.
 */
export function gathered(work: () => Promise<void>, pause: number) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let working = false;
  let again = false;

  async function run(): Promise<void> {
    timer = null;
    working = true;
    await work();
    working = false;
    if (again) call();
    again = false;
  }

  function call(): void {
    if (working) again = true;
    else timer ??= setTimeout(run, pause);
  }

  return {
    call,
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
