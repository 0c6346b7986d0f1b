import type { Page } from "./harness/page";

/** What the pictures show: a screen, and how to get there from its URL. */
export interface Screen {
  name: string;
  /** Behind the `#`. */
  url: string;
  /** Waits until it is there, and opens what it shall show. */
  ready: (page: Page) => Promise<unknown>;
}

/** Every screen of a workspace, with the transaction of that Id where one is open. */
export function screensOf(failed: { id: string; name: string }): Screen[] {
  const open = `/transactions?view=failed&open=${failed.id}`;
  const detail = (page: Page) => page.within("complementary", `Transaction ${failed.name}`);
  const tab = (name: string, label: RegExp): Screen => ({
    name: `detail-${name}`,
    url: `${open}&tab=${name}`,
    ready: (page) => detail(page).find("tab", label),
  });
  return [
    // The chart is loaded when it is shown.
    { name: "overview", url: "/overview", ready: (page) => page.find("img", /attempt/) },
    { name: "list", url: "/transactions", ready: (page) => page.find("grid", "Transactions") },
    { name: "transactions", url: open, ready: (page) => detail(page).find("region", "Why") },
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
    { name: "causes", url: "/settings/causes", ready: (page) => page.find("list", "Entries") },
    { name: "processor", url: "/processor", ready: (page) => page.find("button", "Run now") },
    { name: "runs", url: "/processor/runs", ready: (page) => page.find("heading", "Runs") },
    { name: "schedules", url: "/processor/schedules", ready: (page) => page.find("region", "Template") },
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
      ready: (page) => page.find("region", "Rules and quiet hours"),
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
    { name: "welcome", url: "/welcome", ready: (page) => page.find("button", /Create a sample/) },
  ];
}
