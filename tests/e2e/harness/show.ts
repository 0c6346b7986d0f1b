import type { Screen } from "../screens";
import type { ConsoleWindow } from "./window";

/** Shows a screen as a window does that is opened on it, and waits until all of it is drawn. */
export async function show({ browser, page }: ConsoleWindow, screen: Screen): Promise<void> {
  // A page loaded anew has nothing open that the screen before opened.
  await browser.execute((url: string) => {
    location.hash = url;
    document.body.dataset["before"] = "";
    location.reload();
  }, screen.url);
  await browser.waitUntil(() => browser.execute(() => document.body.dataset["before"] === undefined));
  await screen.ready(page);
  await page.gone("status", "Loading");
  // Dialogs and menus come slowly into view.
  await browser.waitUntil(() =>
    browser.execute(() => document.getAnimations().every(({ playState }) => playState !== "running")),
  );
  // What is there now must have been drawn, too: the second frame begins when the first has been.
  await browser.executeAsync((drawn: () => void) => {
    requestAnimationFrame(() => requestAnimationFrame(drawn));
  });
}
