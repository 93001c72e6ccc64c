/** The experiment `addressCards`, for which globals.d.ts has no room left. The same holds as there. */
declare namespace messenger {
  namespace addressCards {
    interface Card {
      id: string;
      name: string;
      photo: boolean;
      extra: Record<string, string>;
    }
    interface List {
      id: string;
      name: string;
      nickName: string;
      description: string;
      members: string[];
    }
    function books(): Promise<{ id: string; name: string; remote: boolean }[]>;
    function cards(bookId: string, from: number): Promise<{ total: number; cards: Card[] }>;
    function vCards(
      bookId: string,
      ids: string[],
    ): Promise<{ id: string; vCard: string | null; photo: string | null }[]>;
    function lists(bookId: string): Promise<List[]>;
    function columns(): Promise<{ field: string; name: string }[]>;
    function openImport(): Promise<void>;
  }
}
