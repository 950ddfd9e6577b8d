using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.CompilerServices;

/// <summary>
/// How the columns of a packed matrix are cut into tiles. A column piece is one slot of one panel (eight columns); a tile is a run of
/// pieces that one micro-kernel computes; tiles never straddle a group of <see cref="PanelsPerGroup"/> panels. Vectors of 16 hold two
/// pieces: where the last tile has an odd number of them, a void piece fills its last vector. Where a window has three slots, they hold one
/// slot of two panels.
/// </summary>
internal sealed class TilePlan
{
    private const int LineLength = 64 / sizeof(int);

    private readonly int[] _turns; // one a tile, a cache line apart
    private readonly GateLayout _layout;
    private readonly bool _dense, _slotBySlot;
    private readonly int[] _offsets;

    public readonly int PanelsPerGroup;

    public int GroupCount => GroupTile.Length - 1;

    public int Tiles => TileStart.Length - 1;

    /// <summary>First piece of each tile, and the number of pieces at the end. [tiles + 1]</summary>
    public readonly int[] TileStart;

    /// <summary>First tile of each group, and the number of tiles at the end. [groups + 1]</summary>
    public readonly int[] GroupTile;

    /// <summary>The tiles, two of the same size at a time, for products of one row.</summary>
    public readonly RowTile[] RowTiles;

    /// <summary>
    /// Which of <see cref="RowTiles"/> begins with a panel, -1 for none; at the end how many there are. [panels + 1]
    /// </summary>
    public readonly int[] RowTileAt;

    /// <summary>Pieces of the matrix, without a void one.</summary>
    public readonly int Pieces;

    /// <summary>
    /// Position of each piece in a row, for a void one that of the piece before; it does not move and lives as long as the plan. [pieces]
    /// </summary>
    public readonly unsafe int* Offsets;

    public unsafe TilePlan(GateLayout layout, SimdLevel level)
    {
        int limit = MaxPieces(level);
        _layout = layout;
        PanelsPerGroup = Math.Max(1, limit / layout.Count);
        Pieces = layout.Panels * layout.Count;
        _dense = layout.Count == layout.Slots;
        _slotBySlot = level == SimdLevel.Vector512 && layout.Count == 3 && !_dense;
        int groups = (layout.Panels + PanelsPerGroup - 1) / PanelsPerGroup;
        // A lone piece, as most heads have, stays in a vector of 8: a batch takes as long, a step of a stream is shorter.
        bool odd = Pieces > 1 && (Pieces - (groups - 1) * PanelsPerGroup * layout.Count) % 2 == 1;
        int stored = level == SimdLevel.Vector512 && odd ? Pieces + 1 : Pieces;
        List<int> starts = [];
        GroupTile = new int[groups + 1];
        for (int g = 0; g < groups; g++)
        {
            GroupTile[g] = starts.Count;
            int piece = g * PanelsPerGroup * layout.Count;
            int end = g + 1 < groups ? piece + PanelsPerGroup * layout.Count : stored;
            while (piece < end)
            {
                starts.Add(piece);
                piece += Take(end - piece, limit, level);
            }
        }
        GroupTile[groups] = starts.Count;
        starts.Add(stored);
        TileStart = [.. starts];
        _turns = new int[starts.Count * LineLength];
        _offsets = GC.AllocateArray<int>(stored, pinned: true);
        for (int piece = 0; piece < stored; piece++)
        {
            (int panel, int slot) = Place(piece);
            _offsets[piece] = piece < Pieces ? layout.Position(panel * Panel.Units, slot) : _offsets[piece - 1];
        }
        Offsets = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_offsets));
        RowTiles = Pair(level, half: false);
        RowTileAt = new int[layout.Panels + 1];
        Array.Fill(RowTileAt, -1);
        for (int tile = 0; tile < RowTiles.Length; tile++)
        {
            int piece = (int)RowTiles[tile].Begin / Panel.Units;
            if (piece % (PanelsPerGroup * layout.Count) == 0) RowTileAt[piece / layout.Count] = tile;
        }
        RowTileAt[layout.Panels] = RowTiles.Length;
    }

    /// <summary>The panel and the slot of a piece.</summary>
    public (int Panel, int Slot) Place(int piece)
    {
        if (!_slotBySlot) return (piece / _layout.Count, _layout.First + piece % _layout.Count);
        int group = PanelsPerGroup * _layout.Count, first = piece / group * PanelsPerGroup,
            panels = Math.Min(PanelsPerGroup, _layout.Panels - first);
        return (first + piece % group % panels, _layout.First + piece % group / panels);
    }

    /// <summary>The piece after the last of a tile, a void one left out.</summary>
    public int End(int tile) => Math.Min(TileStart[tile + 1], Pieces);

    /// <summary>Whether the pieces of tiles [<paramref name="begin"/>, <paramref name="end"/>) lie one after another in a row.</summary>
    public bool IsContiguous(int begin, int end) => _dense && TileStart[end] <= Pieces;

    /// <summary><see cref="RowTiles"/> with the kernels for these weights.</summary>
    public unsafe RowTile[] Pair(SimdLevel level, bool half)
    {
        List<RowTile> tiles = [];
        for (int tile = 0; tile < Tiles;)
        {
            int start = TileStart[tile], pieces = TileStart[tile + 1] - start;
            bool pair = tile + 2 < TileStart.Length && TileStart[tile + 2] - TileStart[tile + 1] == pieces;
            int end = tile + (pair ? 2 : 1);
            tiles.Add(new RowTile(level, start, pieces, pair, IsContiguous(tile, end) ? null : Offsets, half));
            tile = end;
        }
        return [.. tiles];
    }

    /// <summary>
    /// Alternates between false and true for products that begin with <paramref name="tile"/>: each of the threads that share the panels
    /// has a turn of its own. Where threads race for one it only chooses an order that does not change results.
    /// </summary>
    public bool Turn(int tile)
    {
        ref int turn = ref _turns[tile * LineLength];
        return (turn ^= 1) != 0;
    }

    /// <summary>Most pieces of a tile: four vectors.</summary>
    public static int MaxPieces(SimdLevel level) => (int)level * 4 / (32 * Panel.Units);

    private static int Take(int left, int limit, SimdLevel level)
    {
        if (left >= limit) return limit;
        // 512-bit tiles take pieces in pairs; an odd rest of a group before the last ends in a 256-bit tile of three pieces or one.
        return level == SimdLevel.Vector512 && left > 4 && left % 2 == 1 ? left - 3 : left;
    }
}
