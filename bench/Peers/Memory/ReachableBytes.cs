using System.Reflection;

namespace LstmGen.Bench.Peers.Memory;

/// <summary>Bytes of all arrays of plain values that an object of this project can reach.</summary>
internal static class ReachableBytes
{
    public static long Of(object root, object except)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance) { except };
        Stack<object> open = new([root]);
        long bytes = 0;
        while (open.TryPop(out object? at))
        {
            if (!seen.Add(at))
                continue;
            if (at is Array array)
                bytes += Length(array, open);
            else
                Fields(at, at.GetType(), open);
        }

        return bytes;
    }

    private static long Length(Array array, Stack<object> open)
    {
        Type element = array.GetType().GetElementType()!;
        if (element.IsPrimitive)
            return Buffer.ByteLength(array);
        foreach (object? item in array)
        {
            if (item is not null && Belongs(item.GetType()))
                open.Push(item);
        }

        return 0;
    }

    private static void Fields(object at, Type type, Stack<object> open)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsPrimitive && field.GetValue(at) is { } value
                    && Belongs(value.GetType()))
                    open.Push(value);
            }
        }
    }

    private static bool Belongs(Type type) =>
        type.IsArray || type.FullName!.StartsWith(nameof(LstmGen) + ".", StringComparison.Ordinal);
}
