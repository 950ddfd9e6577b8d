namespace System.Runtime.CompilerServices;

/// <summary>Lets records compile for this framework.</summary>
internal static class IsExternalInit;
