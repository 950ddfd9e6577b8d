using LstmGen.Generator.Collections;

namespace LstmGen.Generator.Spec;

/// <summary>
/// How much is written of a model at fault: the signatures of what its user calls, without bodies, so that one mistake is one error and not
/// one more at every use.
/// </summary>
/// <param name="Keyword"><c>class</c> or <c>record</c>.</param>
/// <param name="Taken">Names of emitted members that the class has already.</param>
/// <param name="Chain">What a constructor must call, for example <c>this(default(int))</c>; empty for nothing.</param>
/// <param name="Interfaces">Whether the class has the runtime's interfaces.</param>
/// <param name="LanguageVersion">The project's version of C# as the compiler's number.</param>
internal sealed record Signatures(string Keyword, EquatableArray<string> Taken, string Chain, bool Interfaces, int LanguageVersion);
