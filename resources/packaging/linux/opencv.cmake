# What `opencv.py` lets OpenCV be: the parts that the program uses, computing as the wheel computes.

macro(choose)
  foreach(name ${ARGN})
    set(${name} ON CACHE BOOL "")
  endforeach()
endmacro()

macro(refuse)
  foreach(name ${ARGN})
    set(${name} OFF CACHE BOOL "")
  endforeach()
endmacro()

set(CMAKE_BUILD_TYPE Release CACHE STRING "")
# imgproc needs geometry, and that needs flann.
set(BUILD_LIST core,imgproc,imgcodecs,python3 CACHE STRING "")
refuse(BUILD_SHARED_LIBS BUILD_TESTS BUILD_PERF_TESTS BUILD_EXAMPLES BUILD_DOCS BUILD_JAVA
       BUILD_opencv_apps BUILD_opencv_js BUILD_opencv_python2)

# As in the wheel: for which processors, Intel's IPP, threads, one library for every Python 3.
set(CPU_BASELINE SSE3 CACHE STRING "")
set(CPU_DISPATCH "SSE4_1;SSE4_2;AVX;FP16;AVX2;AVX512_SKX" CACHE STRING "")
choose(WITH_IPP WITH_PTHREADS_PF PYTHON3_LIMITED_API)
# Its Integration Wrappers come compiled.
refuse(BUILD_IPP_IW)

# Of the codecs those of layers in projects, and of the first glimpse of a photo.
choose(WITH_PNG BUILD_PNG BUILD_ZLIB WITH_JPEG BUILD_JPEG)
refuse(WITH_TIFF WITH_WEBP WITH_OPENJPEG WITH_JASPER WITH_OPENEXR WITH_AVIF WITH_JPEGXL WITH_SPNG
       WITH_IMGCODEC_GIF WITH_IMGCODEC_HDR WITH_IMGCODEC_SUNRASTER WITH_IMGCODEC_PXM
       WITH_IMGCODEC_PFM)

# What the program does not ask of it, or would have to be fetched from elsewhere.
refuse(WITH_OPENCL WITH_ITT CV_TRACE WITH_LAPACK WITH_EIGEN WITH_PROTOBUF WITH_FLATBUFFERS
       WITH_FFMPEG WITH_GSTREAMER WITH_V4L WITH_1394 WITH_OBSENSOR WITH_VA WITH_VA_INTEL WITH_VTK
       WITH_GTK WITH_UNIFONT WITH_CUDA ENABLE_CCACHE)

# Nothing of it shall be mistaken for a library of the same name that another one brings.
set(CMAKE_MODULE_LINKER_FLAGS_INIT "-Wl,--exclude-libs,ALL" CACHE STRING "")
