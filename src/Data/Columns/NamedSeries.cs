namespace LstmGen.Data;

/// <summary>A series and what it is called.</summary>
/// <param name="Id">Its name in the table.</param>
/// <param name="Series">Its values, one column.</param>
public sealed record NamedSeries(string Id, TimeSeries Series);
