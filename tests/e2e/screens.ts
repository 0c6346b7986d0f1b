import type { Page } from "./harness/page";
import { one, rows, syncadm } from "./harness/programs";
import type { Scratch } from "./harness/scratch";
import type { TransactionDetail } from "../../ui/src/bindings/TransactionDetail";
import type { TransactionRow } from "../../ui/src/bindings/TransactionRow";

/** What the pictures show: a screen, and how to get there from its URL. */
export interface Screen {
  name: string;
  /** Behind the `#`. */
  url: string;
  /** Waits until it is there, and opens what it shall show. */
  ready: (page: Page) => Promise<unknown>;
}

/** Transactions of the sample that the screens show. */
interface Shown {
  /** A Failed one that lacks a field. */
  failed: TransactionRow;
  /** One that depends on another. */
  dependent: TransactionRow;
  /** One that updates a record. */
  update: TransactionRow;
}

/** Every screen of the workspace that a sample was made in. A bulk job is done, so that there is one to show. */
export async function screensOf({ store = "" }: Scratch): Promise<Screen[]> {
  const shown = {
    failed: await first(store, "status:failed error:REQUIRED_FIELD_MISSING"),
    dependent: await first(store, "has:dependency"),
    update: await singleUpdate(store),
  };
  const comment = ["--all-that-match", "--where", "status:failed", "--reason", "Asked the team of the app"];
  await syncadm(store, "transactions", "comment", ...comment);
  return allScreens(shown);
}

async function first(store: string, query: string): Promise<TransactionRow> {
  const [row] = await rows<TransactionRow>(store, "transactions", "list", "--limit", "1", "--where", query);
  if (!row) throw new Error(`The sample has no transaction for: ${query}`);
  return row;
}

async function singleUpdate(store: string): Promise<TransactionRow> {
  for (const row of await rows<TransactionRow>(
    store,
    "transactions",
    "list",
    "--where",
    "operation:update status:failed",
  )) {
    const { items } = await one<TransactionDetail>(store, "transactions", "show", row.name);
    if (items.length === 1) return row;
  }
  throw new Error("The sample has no Failed transaction that is a single update.");
}

function allScreens({ failed, dependent, update }: Shown): Screen[] {
  const open = `/transactions?view=failed&open=${failed.id}`;
  const detail = (page: Page) => page.within("complementary", `Transaction ${failed.name}`);
  const tab = (name: string, label: RegExp): Screen => ({
    name: `detail-${name}`,
    url: `${open}&tab=${name}`,
    ready: (page) => detail(page).find("tab", label),
  });
  return [
    // The chart is loaded when it is shown.
    {
      name: "overview",
      url: "/overview",
      ready: (page) => page.find("img", /attempt/),
    },
    {
      name: "list",
      url: "/transactions",
      ready: (page) => page.find("grid", "Transactions"),
    },
    {
      name: "transactions",
      url: open,
      ready: (page) => detail(page).find("region", "Why"),
    },
    tab("errors", /^Errors/),
    tab("attempts", /^Attempts/),
    tab("comments", /^Comments/),
    tab("history", /^History/),
    tab("dependencies", /^Dependencies/),
    tab("details", /^All fields/),
    {
      name: "edit",
      url: `${open}&edit=true`,
      ready: (page) => page.within("dialog", `Edit ${failed.name}`).find("button", "Review changes"),
    },
    {
      name: "selection",
      url: "/transactions?view=failed",
      ready: async (page) => {
        await page.click("checkbox", "Select all loaded rows");
        await page.within("region", "Selection").click("button", "Retry");
        await page.find("textbox", "Reason");
      },
    },
    {
      name: "nothing-found",
      url: "/transactions?text=unheardof",
      ready: (page) => page.find("button", "Clear the filter"),
    },
    {
      name: "error-groups",
      url: "/transactions/groups",
      ready: async (page) => {
        await (await page.within("grid", "Error groups").findFirst("row", /^New/)).click();
        await page.find("region", "Cause");
      },
    },
    {
      name: "related",
      url: `${open}&tab=related`,
      ready: async (page) => {
        await (await detail(page).findFirst("heading", /^Same/)).scrollIntoView();
      },
    },
    {
      name: "graph",
      url: `/transactions?open=${dependent.id}&tab=dependencies`,
      ready: async (page) => {
        const part = page.within("complementary", `Transaction ${dependent.name}`);
        await part.within("region", "Dependencies").pick("Graph");
        await part.within("region", "Dependencies").click("button", "Full window");
        const whole = `Dependencies: ${dependent.name}`;
        await page.within("dialog", whole).holds("group", "Graph", dependent.name);
        // It comes slowly into view.
        await (await page.find("dialog", whole)).waitForDisplayed();
      },
    },
    {
      name: "compare",
      url: `/transactions?open=${update.id}`,
      ready: async (page) => {
        const part = page.within("complementary", `Transaction ${update.name}`);
        const button = await part.find("button", "Compare with the org");
        await button.scrollIntoView({ block: "center" });
        await button.click();
        await page.within("dialog", `Compare ${update.name}`).findFirst("radio", /^Take the org's value of/);
      },
    },
    {
      name: "bulk-jobs",
      url: "/bulk",
      ready: (page) => page.findFirst("link", /^Comment on/),
    },
    {
      name: "bulk-job",
      url: "/bulk/1",
      ready: (page) => page.findFirst("heading", /^Comment on/),
    },
    {
      name: "patch",
      url: "/transactions?view=failed",
      ready: async (page) => {
        await page.click("button", "Act on all that match");
        await page.click("menuitem", /^Patch/);
        await page.find("dialog");
      },
    },
    {
      name: "causes",
      url: "/settings/causes",
      ready: (page) => page.find("list", "Entries"),
    },
    {
      name: "processor",
      url: "/processor",
      ready: (page) => page.find("button", "Run now"),
    },
    {
      name: "runs",
      url: "/processor/runs",
      ready: (page) => page.find("heading", "Runs"),
    },
    {
      name: "schedules",
      url: "/processor/schedules",
      ready: (page) => page.find("region", "Template"),
    },
    {
      name: "simulation",
      url: open,
      ready: async (page) => {
        await detail(page).click("button", "Simulate");
        await page.within("dialog", `Simulate: ${failed.name}`).find("region", "Verdict");
      },
    },
    {
      name: "settings-mobile",
      url: "/settings/mobile",
      ready: (page) => page.find("navigation", /^Org default/),
    },
    {
      name: "settings-processor",
      url: "/settings/processor",
      ready: (page) => page.find("heading", /Sync Processor/),
    },
    {
      name: "settings-watch",
      url: "/settings/watch",
      ready: (page) => page.find("region", "Rules, quiet hours and daily report"),
    },
    {
      name: "personal-data",
      url: "/settings/personal-data",
      ready: (page) => page.find("region", "Masks on screen"),
    },
    {
      name: "daily-report",
      url: "/overview",
      ready: async (page) => {
        await page.click("button", "Daily report…");
        await page.within("dialog", "Daily report").find("heading", /^Daily report of/);
      },
    },
    {
      name: "inbox",
      url: "/overview",
      ready: async (page) => {
        await page.click("button", /^Notices/);
        await page.within("dialog", "Notices").findFirst("listitem");
      },
    },
    {
      name: "commands",
      url: "/overview",
      ready: async (page) => {
        await page.click("button", /Search and commands/);
        await page.find("textbox", "Search and commands");
      },
    },
    {
      name: "shortcuts",
      url: "/overview",
      ready: async (page) => {
        await page.click("button", "Keyboard shortcuts");
        await page.find("dialog", "Keyboard shortcuts");
      },
    },
    {
      name: "import",
      url: "/transactions",
      ready: async (page) => {
        await page.click("button", "Import Data Loader files");
        await page.find("dialog");
      },
    },
    {
      name: "export",
      url: "/transactions",
      ready: async (page) => {
        await page.click("button", "Export what this filter finds");
        await page.find("dialog");
      },
    },
    {
      name: "welcome",
      url: "/welcome",
      ready: (page) => page.find("button", /Create a sample/),
    },
  ];
}
