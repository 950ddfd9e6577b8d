using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Incremental;

/// <summary>One edit of the project of <see cref="Files"/>.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Do">Does it.</param>
internal sealed record Edit(string Name, Action<EditedProject> Do)
{
    /// <summary>A project in which what models declare comes from many places.</summary>
    public static readonly string[] Files =
    [
        """
        using LstmGen;
        namespace A;
        [RecurrentModel, Features(Sizes.Inputs), Lstm(Sizes.Units, Name = Sizes.Name), Lstm(Sizes.More, Name = Sizes.Raw), Regression(1)]
        public partial class First
        {
            public int Own => 1;
        }
        """,
        """"
        namespace A;
        static class Sizes
        {
            public const int Inputs = 2, Units = (int)Wide.Eight, More = unchecked(int.MaxValue * 2) + 6;
            public const string Name = "lower", Raw = """text""";
            public static readonly int Other = 3;
            public static int Sum(int a) { return a + 1; }
        }
        enum Wide { Four = 4, Eight = 8 }
        """",
        """
        namespace Other { class RecurrentModelAttribute : System.Attribute; }
        namespace A
        {
            [Other.RecurrentModel]
            public class Base
            {
                public Base() { }
            }
        }
        """,
        """
        using LstmGen;
        namespace A;
        public static class Helper
        {
            public static float Twice(float x) { return x * 2; }
        }

        [Cell]
        public static class Own
        {
            public static void Step([Gate] float a, ref float c, out float h) { c = 0.5f * c + Helper.Twice(a); h = c; }
        }
        """,
        """
        using LstmGen;
        namespace A;
        [RecurrentModel, Features(3), Lstm(4), SequenceOutput]
        public partial class Encoder;
        """,
        """
        using LstmGen;
        namespace A;
        [RecurrentModel, Source(typeof(Encoder)), Features(2), Lstm(4), Classification(3, Pooling = Pooling.EveryStep)]
        public partial class Decoder;

        [RecurrentModel, Features(2), Cell(typeof(Own), 5), Regression(1)]
        public partial class OfCell;

        [RecurrentModel, Features(2), Gru(3), Regression(1)]
        public partial class Derived : Base;
        """,
        "global using Net = LstmGen.RecurrentModelAttribute;\n",
        """
        using LstmGen;
        using Local = LstmGen.RecurrentModelAttribute;
        using Layer = LstmGen.RnnAttribute;
        namespace A
        {
            using Inner = LstmGen.RecurrentModelAttribute;
            [Net, Features(1), Layer(2), Regression(1)] public partial class ByGlobal;
            [Local, Features(1), Layer(3), Regression(1)] public partial class ByLocal;
            [Inner, Features(1), Layer(4), Regression(1)] public partial class ByInner;
            public partial class Outer
            {
                [RecurrentModel(Backends = Backends.Simd), Features(0), Rnn(2), Regression(1)] partial class Nested { }
            }
        }
        """,
        """
        namespace A;
        /// <summary>A part.</summary>
        public partial class First
        {
            public int Further() { return 1; }
        }

        class Unrelated { int F() { return 1; } }
        """,
        "// no code\n",
        """
        using LstmGen;
        using static A.Values;
        using static A.Others;
        namespace A;
        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu), Features(1), Rnn(Five, Name = nameof(Helper.Twice)), Regression(1)]
        public partial class ByNames;
        """,
        """
        namespace A;
        public class Values
        {
            public const int Five = 5;
        }

        public class Others : Values
        {
            public static int One() { return 1; }
            public static int Two { get; set; }
        }
        """,
        """
        using LstmGen;
        namespace A;
        [Features(Sizes.Inputs), Lstm(4), Regression(1)]
        public partial class Unmarked
        {
            public int Own() { return 1; }
        }

        [System.Obsolete]
        public partial class Unmarked;
        """,
    ];

    /// <summary>All edits, each possible whatever others have been made.</summary>
    public static IReadOnlyList<Edit> All { get; } =
    [
        Of("a constant of another file", 1, "Inputs = 2", "Inputs = 5"),
        Of("a constant that is a string", 1, "\"lower\"", "\"upper\""),
        Of("the text of a raw string", 1, "\"\"\"text", "\"\"\"other"),
        Of("a member of an enumeration", 1, "Eight = 8", "Eight = 9"),
        Of("a value of no constant", 1, "Other = 3", "Other = 4"),
        Of("a constant no more", 1, "public const string", "public static readonly string"),
        Of("a body elsewhere", 8, "return 1; } }", "return 2; } }"),
        Of("a body of a method beside constants", 1, "a + 1", "a + 2"),
        Of("another base", 8, "class Unrelated", "class Unrelated : System.Attribute"),
        Of("a member elsewhere", 8, "class Unrelated {", "class Unrelated { int _more;"),
        Of("a type that takes a name", 9, "// no", "namespace A { class LstmAttribute(int a) : System.Attribute; } // no"),
        Of("a type that takes the name of the mark", 9, "code", "code\nnamespace A { class RecurrentModelAttribute : System.Attribute; }"),
        Of("a type System in the way", 9, "// no code\n", "// no code\nclass System;\n"),
        Of("a type of the runtime in the way", 9, "no code", "no code \nnamespace LstmGen { class ModelFile; }"),
        Of("a directive removed", 0, "using LstmGen;\n", "\n"),
        Of("a directive for all files", 6, "global using Net", "global using LstmGen;\nglobal using Net"),
        Of("an alias for all files removed", 6, "global using Net = LstmGen.RecurrentModelAttribute;", ""),
        Of("an alias of another type", 6, "LstmGen.RecurrentModel", "System.Serializable"),
        Of("an alias of a file removed", 7, "using Local = LstmGen.RecurrentModelAttribute;", ""),
        Of("an alias of a space removed", 7, "using Inner = LstmGen.RecurrentModelAttribute;", ""),
        Of("an alias of a layer", 7, "Layer = LstmGen.RnnAttribute", "Layer = LstmGen.GruAttribute"),
        Of("the constructor of a base", 2, "Base()", "Base(int size)"),
        Of("a base with an abstract member", 2, "Base() { }", "Base() { }\n        public abstract void Save();"),
        Of("a base that is a model", 2, "Other.RecurrentModel]", "LstmGen.RecurrentModel]"),
        Of("a base without its mark", 2, "[Other.RecurrentModel]", ""),
        Of("a member of the class that exists", 0, "Own => 1;", "Own => 1; public int ParameterCount => 2;"),
        Of("a constructor of the class", 0, "{\n    public int Own", "{\n    public First(string name) { }\n    public int Own"),
        Of("a member of another part that exists", 8, "Further()", "Save()"),
        Of("a constructor of another part", 8, "{\n    public int Fu", "{\n    public First(string name) { }\n    public int Fu"),
        Of("documentation of another part", 8, "<summary>A part.</summary>", "<remarks>A part.</remarks>"),
        Of("a moved line in another part", 8, "namespace A;\n", "namespace A;\n\n\n"),
        Of("attributes of another part", 8, "public partial class First", "[LstmGen.Dropout(0.5)]\npublic partial class First"),
        Of("a second mark on another part", 8, "public partial", "[LstmGen.RecurrentModel] public partial"),
        Of("a cell's body", 3, "0.5f * c", "0.25f * c"),
        Of("a body that a cell calls", 3, "x * 2", "x * 3"),
        Of("a cell at fault", 3, "h = c;", "h = System.MathF.Sin(c);"),
        Of("a cell without its mark", 3, "[Cell]", ""),
        Of("attributes of a source", 4, "Lstm(4)", "Lstm(5)"),
        Of("a head of a source", 4, "SequenceOutput]", "SequenceOutput(Name = \"out\")]"),
        Of("a source that is no model", 4, "RecurrentModel, ", ""),
        Of("an attribute of a model", 0, "Regression(1)", "Regression(2)"),
        Of("a fault of a model", 0, "Lstm(Sizes.M", "Lstm(0), Lstm(Sizes.M"),
        Of("a moved line", 5, "namespace A;", "\n\nnamespace A;"),
        Of("a moved fault", 7, "using LstmGen;\n", "using LstmGen;\n\n"),
        Of("a class that is not partial", 7, "public partial class Outer", "public class Outer"),
        Of("a nested class of another name", 7, "class Nested", "class Inside"),
        Of("targets of a model", 7, "Backends = Backends.Simd", "Backends = Backends.Simd | Backends.Ilgpu"),
        Of("statements outside of types", 9, "// no code\n", "// no code\nSystem.Console.WriteLine(1);\n"),
        Of("a method that an attribute names", 3, "Twice", "Thrice"),
        Of("a method of the name of a constant", 11, "One()", "Five()"),
        Of("a property of the name of a constant", 11, "Two", "Five"),
        Of("a field of the name of a constant", 11, "Others : Values\n{", "Others : Values\n{ static int A, Five = 1;"),
        Of("a constant that hides another", 11, "Others : Values\n{", "Others : Values\n{ public const int Five = 6;"),
        Of("a class in place of a constant", 11, "Others : Values\n{", "Others : Values\n{ public class Five { }"),
        Of("a method elsewhere", 11, "One()", "Another(int a)"),
        Of("a member that is not yet written out", 11, "    public static int One", "    publ\n    public static int One"),
        Of("an attribute of a member elsewhere", 11, "    public static int One", "    [System.Obsolete] public static int One"),
        Of("a member before others", 11, "    public static int One", "    public static int Zero => 0;\n    public static int One"),
        Of("a body beside a class without its mark", 12, "return 1;", "return 2;"),
        Of("a mark that was missing", 12, "[Features", "[RecurrentModel, Features"),
        Of("a mark that was missing on another part", 12, "[System.Obsolete]", "[RecurrentModel]"),
        Of("a layer of a class without its mark", 12, "Lstm(4)", "Lstm(5)"),
        Of("a class without layers", 12, "[Features(Sizes.Inputs), Lstm(4), Regression(1)]", ""),
        Of("a class declared twice", 9, "// no", "namespace A { static class Sizes { } } // no"),
        new("a file added", project => project.Add("namespace A; public partial class ByLocal { public int Save => 1; }")),
        new("a reference", project => project.HasGpus = true),
        new("the language", project => project.Version = LanguageVersion.CSharp11),
        new("checks of overflow", project => project.ChecksOverflow = true),
    ];

    // Where another edit has taken the text away, nothing is done.
    private static Edit Of(string name, int file, string old, string changed)
    {
        Assert.Contains(old, Files[file], StringComparison.Ordinal);
        return new(name, project => project.Replace(file, old, changed));
    }
}
