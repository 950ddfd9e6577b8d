namespace LstmGen.Data;

/// <summary>A block of a source of files: where its rows lie, and how many sequences they make.</summary>
/// <param name="File">Place of the file among the source's.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Row">The row with which it begins, from 1.</param>
/// <param name="Count">Sequences.</param>
internal readonly record struct FileBlock(int File, long Offset, int Row, int Count);
