// Compiled in place of all else where ILGPU is left out.
Console.Error.WriteLine("Built without ILGPU: build with -p:UseIlgpu=true.");
return 2;
