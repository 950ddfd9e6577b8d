namespace LstmGen.Data;

/// <summary>Told of each record of a file.</summary>
/// <param name="offset">Its first byte.</param>
/// <param name="row">The row with which it begins, from 1.</param>
/// <param name="isBlank">Whether it has nothing but blanks and tabs.</param>
/// <param name="isEmpty">Whether it has not even those.</param>
/// <param name="text">Its bytes, without the line break, as far as they are kept.</param>
internal delegate void RecordFound(long offset, int row, bool isBlank, bool isEmpty, ReadOnlySpan<byte> text);
