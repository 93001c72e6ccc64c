import {
  type ReadBackRequest,
  readBackFiles,
} from "../../../src/background/backup/read-back-files";

type Listener = (event: object) => void;

/** Stands for the worker that reads back: the same work in this thread, handed over as messages are. */
export class FakeWorker {
  private readonly listeners = new Map<string, Listener>();

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }

  async postMessage(request: ReadBackRequest & { id: number }): Promise<void> {
    const { id, files, ...plain } = request;
    const reply = await readBackFiles({ ...structuredClone(plain), files }).then(
      (good) => ({ id, good }),
      (error) => ({ id, error: String(error) }),
    );
    this.listeners.get("message")?.({ data: reply });
  }
}
