import { isSavedView, type SavedView, usePreference } from "../../../api/preferences";

const NONE: SavedView[] = [];

/** The saved views, and what can be done with them. */
export interface SavedViews {
  views: SavedView[];
  /** Adds a view; one of the same name is replaced. */
  save: (view: SavedView) => void;
  rename: (name: string, next: string) => void;
  remove: (name: string) => void;
  /** Adds views; those of the same name are replaced. */
  add: (views: SavedView[]) => void;
}

/** The views that are kept in the preferences. */
export function useSavedViews(): SavedViews {
  const [views, setViews] = usePreference("savedViews", NONE);
  const add = (added: SavedView[]) => setViews(added.reduce(withView, views));
  return {
    views,
    add,
    save: (view) => add([view]),
    rename: (name, next) =>
      setViews(
        views
          .filter((view) => view.name === name || view.name !== next)
          .map((view) => (view.name === name ? { ...view, name: next } : view)),
      ),
    remove: (name) => setViews(views.filter((view) => view.name !== name)),
  };
}

function withView(views: SavedView[], view: SavedView): SavedView[] {
  return views.some(({ name }) => name === view.name)
    ? views.map((other) => (other.name === view.name ? view : other))
    : [...views, view];
}

/** The views as a text to hand on. */
export function viewsAsText(views: SavedView[]): string {
  return JSON.stringify(views, null, 2);
}

/** The views that a text holds, or what is wrong with it. */
export function viewsOfText(text: string): { views: SavedView[] } | { problem: string } {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { problem: "This is not JSON. Paste the whole text that another console copied." };
  }
  if (!Array.isArray(read) || read.length === 0)
    return { problem: "There is no view in this text. Paste the whole text that another console copied." };
  const wrong = read.findIndex((view) => !isSavedView(view));
  if (wrong >= 0)
    return { problem: `View ${wrong + 1} is not complete: each needs a name, a query and a sort.` };
  return {
    views: read.filter(isSavedView).map(({ name, query, sort }) => ({ name: name.trim(), query, sort })),
  };
}
