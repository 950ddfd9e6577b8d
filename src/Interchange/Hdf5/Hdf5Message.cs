namespace LstmGen.Interchange.Hdf5;

/// <summary>A message of an object header: its kind, and where its content lies.</summary>
internal readonly record struct Hdf5Message(int Kind, long At, long Length)
{
    public const int Dataspace = 0x1, LinkInfo = 0x2, Datatype = 0x3, Link = 0x6, Layout = 0x8, Filters = 0xb, Attribute = 0xc,
        Continuation = 0x10, SymbolTable = 0x11, AttributeInfo = 0x15;
}
