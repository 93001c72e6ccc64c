// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BackupPlaces } from "../../../src/options/backup-places";
import { BackupSchedule } from "../../../src/options/backup-schedule";
import type { Overview } from "../../../src/protocol";
import { PlaceNotice } from "../../../src/ui/place-notice";
import { answer, asked, day, overview, place } from "./given";

beforeEach(() => vi.clearAllMocks());
afterEach(cleanup);

const blue = place({ name: "Blue stick", path: "/media/stick" });
const red = place({ place: "m2", path: "/media/red", chosen: false, verdict: "incomplete" });

function open(more: Partial<Overview>, replies: Record<string, unknown> = {}) {
  const names = ["choose", "name", "forget", "useOther", "orAnother"].map((one) => `place.${one}`);
  answer({ ...Object.fromEntries(names.map((name) => [name, null])), ...replies });
  const given = overview([], more);
  render(<BackupPlaces overview={given} busy={false} reload={() => {}} />);
}

describe("the places", () => {
  it("each show their own verdict, and the next backup goes to the one that is picked", async () => {
    open({ places: [blue, red] });
    expect(screen.getByText("Complete")).toBeTruthy();
    expect(screen.getByText("Incomplete")).toBeTruthy();
    const picked = screen.getByRole("radio", { name: "Blue stick" }) as HTMLInputElement;
    expect(picked.checked).toBe(true);
    fireEvent.click(screen.getByRole("radio", { name: "/media/red" }));
    await waitFor(() =>
      expect(asked("place.choose")).toEqual([{ type: "place.choose", place: "m2" }]),
    );
  });

  it("get the user's own name when the field is left", async () => {
    open({ places: [red] });
    fireEvent.change(screen.getByLabelText("Name"), { target: { value: "Red" } });
    await waitFor(() => expect(asked("place.name")).toMatchObject([{ place: "m2", name: "Red" }]));
  });

  it("are forgotten only after it was said what becomes of the files", async () => {
    open({ places: [blue] });
    const button = () => screen.getByRole("button", { name: "Forget this place: Blue stick" });
    fireEvent.click(button());
    expect(await screen.findByText(/^The files stay in \/media\/stick/)).toBeTruthy();
    expect(asked("place.forget")).toHaveLength(0);
    fireEvent.click(button());
    await waitFor(() => expect(asked("place.forget")).toMatchObject([{ place: "m1" }]));
  });

  it("with another stick in their place ask before it is used", async () => {
    open({ places: [{ ...blue, presence: "other" }] });
    expect(screen.getByText(/Another stick or disk lies at \/media\/stick/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Use it as a new place" }));
    await waitFor(() => expect(asked("place.useOther")).toMatchObject([{ place: "m1" }]));
  });

  it("may stand in for one another only where the user allows it", async () => {
    open({ places: [blue, red] });
    const allowed = screen.getByLabelText(/use another one that is$/) as HTMLInputElement;
    expect(allowed.checked).toBe(false);
    fireEvent.click(allowed);
    await waitFor(() => expect(asked("place.orAnother")).toMatchObject([{ allowed: true }]));
    cleanup();
    open({ places: [blue] });
    expect(screen.queryByLabelText(/use another one that is$/)).toBeNull();
  });

  it("say what is missing, and offer the one that is there", async () => {
    answer({ "place.choose": null });
    render(<PlaceNotice orAnother={false} places={[{ ...blue, presence: "away" }, red]} />);
    expect(screen.getByText(/not there now: Blue stick/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Back up to /media/red instead" }));
    await waitFor(() => expect(asked("place.choose")).toMatchObject([{ place: "m2" }]));
  });

  it("are not missed while another may take their part, and are when none is there", () => {
    const away = { ...blue, presence: "away" as const };
    render(<PlaceNotice orAnother={true} places={[away, red]} />);
    expect(screen.queryByText(/not there now/)).toBeNull();
    cleanup();
    render(<PlaceNotice orAnother={true} places={[away, { ...red, presence: "away" }]} />);
    expect(screen.getByText(/not there now: Blue stick/)).toBeTruthy();
  });

  it("tell of backups from elsewhere, and go on with one at a click", async () => {
    const other = {
      place: "m1",
      folder: "ann@example.nl (imap, mail.example.nl)",
      by: "installation",
      name: "ann@example.nl",
      endedAt: Date.now() - day,
      verdict: "complete",
      account: "a1",
    };
    const copied = { ...other, folder: "copy", by: "copied-profile", account: null };
    const replies = {
      "backup.others": [other, copied],
      "backup.takeOver": null,
      "backup.separate": null,
    };
    open({ places: [blue] }, replies);
    fireEvent.click(await screen.findByRole("button", { name: "Go on with it for Ann" }));
    await waitFor(() =>
      expect(asked("backup.takeOver")).toMatchObject([{ place: "m1", folder: other.folder }]),
    );
    expect(screen.getByText(/^No account here has this mail/)).toBeTruthy();
    await waitFor(() =>
      expect(
        (screen.getByRole("button", { name: "Begin backups of its own" }) as HTMLButtonElement)
          .disabled,
      ).toBe(false),
    );
    fireEvent.click(screen.getByRole("button", { name: "Begin backups of its own" }));
    await waitFor(() => expect(asked("backup.separate")).toHaveLength(1));
  });
});

describe("the schedule", () => {
  const none = { rhythm: null, dueAt: null, placeIsThere: true };
  const show = (now: object, hasBackup = true) => {
    answer({
      "schedule.get": now,
      "schedule.set": ({ rhythm }: { rhythm: string }) => ({
        ...none,
        rhythm,
        dueAt: Date.now() + day,
      }),
    });
    render(<BackupSchedule hasBackup={hasBackup} follow={0} />);
    return screen.findByRole("combobox", { name: "Backups by themselves" });
  };

  it("is off until the first backup by hand, and every week is offered then", async () => {
    await show(none, false);
    expect(screen.queryByRole("button", { name: "Back up every week" })).toBeNull();
    cleanup();
    expect(((await show(none)) as HTMLSelectElement).value).toBe("off");
    fireEvent.click(screen.getByRole("button", { name: "Back up every week" }));
    expect(await screen.findByText(/^The next one is due on/)).toBeTruthy();
    expect(asked("schedule.set")).toMatchObject([{ rhythm: "weekly" }]);
    expect(screen.queryByRole("button", { name: "Back up every week" })).toBeNull();
  });

  it("says why one that is due has not begun", async () => {
    await show({ rhythm: "daily", dueAt: 1, placeIsThere: true });
    expect(screen.getByText(/begins as soon as nobody uses the computer/)).toBeTruthy();
    cleanup();
    await show({ rhythm: "daily", dueAt: 1, placeIsThere: false });
    expect(screen.getByText(/waits for its place/)).toBeTruthy();
  });

  it("can be switched off again", async () => {
    const field = await show({ rhythm: "daily", dueAt: 1, placeIsThere: true });
    fireEvent.change(field, { target: { value: "off" } });
    await waitFor(() => expect(asked("schedule.set")).toMatchObject([{ rhythm: "off" }]));
  });
});
